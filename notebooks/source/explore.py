# ---
# jupyter:
#   avgkit:
#     title: {nl: "Verkennen: wat staat er in een CRM, en van wie?", en: "Exploring: what is in a CRM, and whose is it?"}
#     order: 20
#     level: crm
#     teach_min: 14
#     practice_min: 15
#     needs: []
#     law_date: "2026-11-23"
#     half_day: false
#     exercises: ["mark:contact-without-purpose", "mark:field-without-purpose", "judge:field-not-needed"]
#     minutes: {"mark:contact-without-purpose": 6, "mark:field-without-purpose": 5, "judge:field-not-needed": 4}
#     drop: ["mark:field-without-purpose"]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% [markdown] lang="nl"
# # Verkennen: wat staat er in een CRM, en van wie?
#
# Na deze les kun je:
#
# - zeggen wat een persoonsgegeven is, en waarom een klantnummer er ook een is;
# - een getal over klanten lezen zoals het bedoeld is: hoeveel, en van hoeveel;
# - zien welke gegevens nergens voor worden bewaard.
#
# Je bent ongeveer een halfuur bezig. De helft daarvan oefen je zelf.

# %% [markdown] lang="en"
# # Exploring: what is in a CRM, and whose is it?
#
# After this lesson you can:
#
# - say what personal data are, and why a customer number is one too;
# - read a number about customers as it is meant: how many, and out of how many;
# - see which data are kept for nothing.
#
# It takes about half an hour. Half of that is practice.

# %% tags=["parameters"]
lang = "nl"
on = "2026-11-23"
learner = ""
group = "self"

# %% tags=["hide"]
from avgkit import lessons
from avgkit.lessons import tables_explore

s = lessons.start("explore", lang=lang, on=on, learner=learner, group=group)
s

# %% [markdown] lang="nl"
# ## 1. Meer dan een adresboek
#
# De telefoon gaat. Je typt een naam en één scherm vertelt je alles: waar de beller woont, sinds wanneer die klant is, wat jullie hebben gestuurd, en dat een collega vorige maand ‘zit in een scheiding, even niet bellen’ noteerde.
#
# Handig. Maar wie heeft dat daar neergezet, waarvoor, en wie kan het nog meer lezen? Om dat te zien, kijk je niet naar één scherm maar naar het hele CRM. Het CRM in deze lessen is van een bedrijf dat niet bestaat. Dit staat erin:

# %% [markdown] lang="en"
# ## 1. More than an address book
#
# The telephone rings. You type a name and one screen tells you everything: where the caller lives, since when they have been a customer, what you sent them, and that a colleague noted last month ‘going through a divorce, do not call for now’.
#
# Handy. But who put that there, what for, and who else can read it? To see that, you look not at one screen but at the whole CRM. The CRM in these lessons belongs to a firm that does not exist. This is in it:

# %% tags=["hide"]
tables_explore.holdings(s.crm, lang)

# %% [markdown] lang="nl"
# Bijna elke regel gaat over een mens. Ook je collega's staan erin: wat zij openen en exporteren, wordt bijgehouden.
#
# ## 2. Wie zijn de klanten, in getallen?
#
# Hieronder kun je zelf kiezen en tellen. Zoek eens op:
#
# - Hoeveel relaties zijn klant, en hoeveel zijn dat ooit geweest?
# - Hoeveel mensen hebben nog nooit iets gekocht?
# - Hoe lang staan de oudste er al in?

# %% [markdown] lang="en"
# Nearly every row is about a human being. Your colleagues are in it too: what they open and export is recorded.
#
# ## 2. Who are the customers, in numbers?
#
# Below you can choose and count for yourself. Look up for instance:
#
# - How many contacts are customers, and how many used to be?
# - How many people have never bought anything?
# - How long have the oldest ones been in it?

# %% tags=["hide"]
lessons.explore_contacts(s)

# %% [markdown] lang="nl"
# Lees zo'n getal altijd in tweeën: **hoeveel, en van hoeveel**. Tien klachten is weinig bij drieduizend klanten en veel bij twaalf. Een percentage zonder dat tweede getal zegt niets.
#
# Heel kleine groepen zie je niet als getal. Dat is met opzet. Staat er ‘één klant uit dat dorp, ouder dan negentig’, dan weet het hele dorp wie dat is.
#
# ## 3. Wat is een persoonsgegeven?
#
# Alles wat gaat over een mens die je kent of kunt vinden. Niet alleen de naam dus, maar ook wat er verder over die mens staat. (AVG 4(1))
#
# | In het CRM | Persoonsgegeven? | Waarom |
# |---|---|---|
# | naam, e-mailadres, telefoonnummer | ja | je weet meteen wie het is |
# | klantnummer | ja | het hoort bij één mens, en jullie weten bij wie |
# | ‘belt altijd na vijven’ | ja | het gaat over die klant |
# | de contactpersoon bij een bv | ja | ook op het werk ben je een mens |
# | naam en bezoekadres van een bv | meestal niet | een bv is geen mens |
# | ‘het aantal klanten is drieduizend’ | nee | het gaat over niemand in het bijzonder |
#
# Gaat het om een persoonsgegeven, dan gelden de regels. Je bewaart het voor een doel dat vooraf vaststaat, en niet meer dan daarvoor nodig is. (AVG 5(1)(b), AVG 5(1)(c))

# %% [markdown] lang="en"
# Always read such a number in two parts: **how many, and out of how many**. Ten complaints are few among three thousand customers and many among twelve. A percentage without that second number says nothing.
#
# Very small groups are not shown as a number. That is on purpose. If it says ‘one customer from that village, older than ninety’, the whole village knows who that is.
#
# ## 3. What are personal data?
#
# Everything about a human being whom you know or can find. So not only the name, but also whatever else is recorded about that person. (GDPR 4(1))
#
# | In the CRM | Personal data? | Why |
# |---|---|---|
# | name, e-mail address, telephone number | yes | you know at once who it is |
# | customer number | yes | it belongs to one human being, and you know to whom |
# | ‘always calls after five’ | yes | it is about that customer |
# | the contact person at a company | yes | at work you are a human being too |
# | name and visiting address of a company | usually not | a company is no human being |
# | ‘the number of customers is three thousand’ | no | it is about nobody in particular |
#
# If it is personal data, the rules apply. You keep it for a purpose that is laid down beforehand, and no more than that purpose needs. (GDPR 5(1)(b), GDPR 5(1)(c))

# %% tags=["hide"]
lessons.articles(s.law, ["AVG 4(1)", "AVG 4(5)", "AVG 5(1)(b)", "AVG 5(1)(c)", "AVG 25(2)"], lang)

# %% [markdown] lang="nl"
# ## 4. Zonder naam is nog niet anoniem
#
# Een collega wil een lijst meenemen. ‘Ik heb de namen eraf gehaald, dus het is anoniem.’ Klopt dat?
#
# Kijk hoeveel particulieren in dit CRM de enige zijn met deze gegevens:

# %% [markdown] lang="en"
# ## 4. No name is not yet anonymous
#
# A colleague wants to take a list along. ‘I took the names off, so it is anonymous.’ Is that right?
#
# See how many consumers in this CRM are the only one with these data:

# %% tags=["hide"]
tables_explore.alone(s.crm, lang)

# %% [markdown] lang="nl"
# De plaats alleen wijst niemand aan. De vier cijfers van de postcode met een geboortejaar wijzen bijna iedereen aan. Wie het geboortejaar van de buurvrouw kent, kan haar regel dus opzoeken. Hoe groter het CRM, hoe minder mensen de enige zijn. Maar reken er niet op.
#
# Een lijst met een code in plaats van een naam heet gepseudonimiseerd. Dat is een goede beveiliging: wie de lijst vindt, weet niet zomaar over wie het gaat. Maar zolang jullie ergens de sleutel hebben, zijn het voor jullie nog steeds persoonsgegevens. (AVG 4(5)) Ook je eigen code in deze lessen is zo'n pseudoniem.
#
# ## 5. Opgave: welke relaties staan er nergens voor?
#
# Een CRM loopt vanzelf vol: een visitekaartje van een beurs, een gekochte lijst, een kennis van een kennis. ‘Misschien wordt het ooit een klant.’ Bewaren mag alleen voor een doel. (AVG 5(1)(b))
#
# - **Wel een doel:** iemand is klant, leverancier of partner; er was een gesprek, een mail of een bezoek; er loopt nog een verzoek; of er is een doel ingevuld dat het bedrijf heeft vastgesteld. In deze opgave zijn dat er drie: verkoop, klantenservice en nieuwsbrief.
# - **Geen doel:** ‘voor later’, een notitie die een collega voor zichzelf maakte, of een verzoek dat al is afgehandeld. Ook hoe iemand in het CRM kwam, is nog geen doel.
#
# Hieronder staan zeven relaties. Kruis aan wie er zonder doel in staat.

# %% [markdown] lang="en"
# The place alone points to nobody. The four digits of the postcode with a year of birth point to nearly everybody. So anybody who knows their neighbour's year of birth can look her row up. The bigger the CRM, the fewer people are the only one. But do not count on it.
#
# A list with a code instead of a name is called pseudonymised. That is good security: whoever finds the list cannot simply tell whom it is about. But as long as you have the key somewhere, for you they are still personal data. (GDPR 4(5)) Your own code in these lessons is such a pseudonym too.
#
# ## 5. Exercise: which contacts are there for nothing?
#
# A CRM fills up by itself: a business card from a fair, a bought list, a friend of a friend. ‘It may become a customer some day.’ Keeping is allowed only for a purpose. (GDPR 5(1)(b))
#
# - **A purpose:** somebody is a customer, supplier or partner; there was a call, an e-mail or a visit; a request is still open; or a purpose is filled in that the firm has declared. In this exercise there are three: sales, customer service and newsletter.
# - **No purpose:** ‘for later’, a note that a colleague made for themselves, or a request that has been dealt with. How somebody came into the CRM is no purpose either.
#
# Below are seven contacts. Tick those that are kept without a purpose.

# %% tags=["exercise"]
q1 = s.mark("contact-without-purpose")
q1.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Denken dat een prospect altijd zonder doel is. Met een gesprek, een verzoek of een toestemming is er wel een doel.
# - Een eigen notitie als contact tellen. Er moet echt iets zijn geweest tussen de organisatie en die mens.
# - Een doel aannemen dat in geen enkele lijst van de organisatie staat.
#
# **Gespreksvraag:** Hoe komt iemand bij jullie het CRM in, en wie schrijft op waarvoor?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Thinking that a prospect is always without purpose. A conversation, a request or a consent gives a purpose.
# - Counting an internal note as contact. Something must really have happened between the organisation and that person.
# - Accepting a purpose that is on no list of the organisation.
#
# **Discussion question:** How does somebody get into your CRM, and who writes down what for?

# %% [markdown] lang="nl"
# ## 6. Wat gaat eruit?
#
# Gegevens blijven niet liggen. Er worden berichten mee verstuurd en mensen mee gebeld. Kies een kanaal en kijk hoeveel het er per jaar zijn. Zou jij al die berichten willen krijgen?

# %% [markdown] lang="en"
# ## 6. What goes out?
#
# Data do not lie still. They are used to send messages and to call people. Choose a channel and see how many there are each year. Would you like to get all those messages?

# %% tags=["hide"]
lessons.explore_messages(s)

# %% [markdown] lang="nl"
# Of die berichten mochten, zie je in de les over toestemming.
#
# ## 7. Opgaven: velden die niemand nodig heeft
#
# Elk veld is ooit toegevoegd omdat iemand het handig vond. Handig is niet hetzelfde als nodig. Bij elk veld stel je daarom eerst één vraag: staat er een doel bij, en is dat een van de vastgestelde doelen? (AVG 5(1)(b))
#
# Welke velden hebben geen doel?

# %% [markdown] lang="en"
# Whether those messages were allowed is the subject of the lesson on consent.
#
# ## 7. Exercises: fields that nobody needs
#
# Every field was once added because somebody found it handy. Handy is not the same as needed. So for each field you first ask one question: does it have a purpose, and is that one of the declared purposes? (GDPR 5(1)(b))
#
# Which fields have no purpose?

# %% tags=["exercise"]
q2 = s.mark("field-without-purpose")
q2.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - ‘Iedereen vult het in, dus het zal wel nodig zijn.’ Een ingevuld veld zonder doel blijft een veld zonder doel.
# - Zelf een doel bedenken. Het gaat om wat de organisatie heeft vastgelegd.
# - ‘Misschien handig’ als doel lezen. Het staat niet in de lijst van doelen.
#
# **Gespreksvraag:** Welk veld vul jij in zonder te weten wie ernaar kijkt?
#
# **Als de tijd op is:** Sla de opgave over velden zonder doel over; in de les ‘Alleen wat nodig is’ komt zij terug.

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - ‘Everybody fills it in, so it must be needed.’ A field without a purpose stays one, however full it is.
# - Making up a purpose oneself. What counts is what the organisation has recorded.
# - Reading ‘may be handy’ as a purpose. It is not on the list of purposes.
#
# **Discussion question:** Which field do you fill in without knowing who looks at it?
#
# **When late:** Leave out the exercise on fields without a purpose; it comes back in the lesson on data minimisation.

# %% [markdown] lang="nl"
# Heeft een veld een doel, dan komt de tweede vraag: kan het werk ook zonder? Dan hoort het veld niet op het formulier. En verplicht invullen mag alleen bij wat nodig is. Een aanhef is niet nodig om iemand in reclame of berichten aan te spreken. (AVG 5(1)(c), AVG 25(2))
#
# Nu één veld, en jouw oordeel. Het kan ook kloppen, of niet te zeggen zijn.

# %% [markdown] lang="en"
# If a field has a purpose, the second question follows: can the work be done without it? Then the field does not belong on the form. And only what is needed may be mandatory. A title is not needed to address somebody in advertising or messages. (GDPR 5(1)(c), GDPR 25(2))
#
# Now one field, and your verdict. It may be in order, or unknown.

# %% tags=["exercise"]
q3 = s.judge("field-not-needed")
q3.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Alleen kijken of het veld nodig is, en niet of het verplicht is.
# - Een aanhef verplichten omdat de brief anders onpersoonlijk zou zijn.
#
# **Gespreksvraag:** Stel dat een klant vraagt ‘waarom weten jullie dit?’ Wat zeg je dan?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Looking only at whether the field is needed, and not at whether it is mandatory.
# - Making a form of address mandatory because the letter would otherwise be impersonal.
#
# **Discussion question:** Suppose a customer asks ‘why do you know this?’ What do you say?

# %% [markdown] lang="nl"
# ## 8. En het hele CRM?
#
# De controles die jouw antwoorden nakeken, kijken nu alles na. Lees elk getal met het aantal dat is beoordeeld ernaast.

# %% [markdown] lang="en"
# ## 8. And the whole CRM?
#
# The checks that marked your answers now go through everything. Read each number with the number judged beside it.

# %% tags=["hide"]
lessons.results(s.scan(themes=["minimisation"]), lang)

# %% [markdown] lang="nl" tags=["monday"]
# ## Drie dingen voor maandag, in je eigen CRM
#
# 1. **Open één klant die je goed kent.** Loop alle tabbladen langs. Hoeveel dingen staan er waarvan jij niet weet waarvoor? Schrijf ze op en vraag het.
# 2. **Tel je eigen relaties zonder reden.** Maak een lijst van wie van jou is en nog nooit iets kocht, vroeg of zei. Bespreek met je team wie er weg kan.
# 3. **Kijk naar de laatste lijst die jij hebt geëxporteerd.** Kun je zonder naam zien wie het is? Dan is het nog steeds een lijst met mensen. Gooi hem weg als je hem niet meer gebruikt.

# %% [markdown] lang="en" tags=["monday"]
# ## Three things for Monday, in your own CRM
#
# 1. **Open one customer whom you know well.** Go through all the tabs. How many things are there of which you do not know what they are for? Write them down and ask.
# 2. **Count your own contacts without a reason.** Make a list of those who are yours and have never bought, asked or said anything. Discuss with your team who can go.
# 3. **Look at the last list that you exported.** Can you tell who it is without the name? Then it is still a list of people. Throw it away if you no longer use it.
