# ---
# jupyter:
#   avgkit:
#     title: {nl: "Alleen wat nodig is: welke gegevens vraag je?", en: "Only what is needed: which data do you ask for?"}
#     order: 40
#     level: crm
#     teach_min: 14
#     practice_min: 17
#     needs: []
#     law_date: "2026-11-23"
#     half_day: true
#     exercises: ["mark:field-without-purpose", "judge:field-not-needed", "judge:interest-unbalanced", "change:intake-form"]
#     minutes: {"mark:field-without-purpose": 4, "judge:field-not-needed": 3, "judge:interest-unbalanced": 3, "change:intake-form": 7}
#     drop: ["judge:interest-unbalanced"]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% [markdown] lang="nl"
# # Alleen wat nodig is: welke gegevens vraag je?
#
# Na deze les kun je:
#
# - bij elk veld zeggen waarvoor het is, en of het nodig is;
# - zien of ‘het is in ons belang’ goed is onderbouwd;
# - een formulier maken dat vraagt wat nodig is, en niet meer.
#
# Je bent ruim een halfuur bezig. De helft daarvan oefen je zelf.

# %% [markdown] lang="en"
# # Only what is needed: which data do you ask for?
#
# After this lesson you can:
#
# - say of every field what it is for, and whether it is needed;
# - see whether ‘it is in our interest’ is properly supported;
# - make a form that asks for what is needed, and no more.
#
# It takes a good half hour. Half of that is practice.

# %% tags=["parameters"]
lang = "nl"
on = "2026-11-23"
learner = ""
group = "self"

# %% tags=["hide"]
from avgkit import lessons
from avgkit.lessons import tables_minimisation

s = lessons.start("minimisation", lang=lang, on=on, learner=learner, group=group)
s

# %% [markdown] lang="nl"
# ## 1. ‘Vul maar in, je weet maar nooit’
#
# Er komt een nieuw formulier voor klanten. In de vergadering heeft iedereen een idee. Geboortedatum, dan kunnen we een kaart sturen. Mobiel nummer, altijd handig. Aantal kinderen, voor later. Niemand is tegen, want een veld kost toch niets?
#
# Een jaar verder staan er drieduizend geboortedatums in het CRM en is er nog nooit een kaart verstuurd. Lekt het systeem, dan liggen ze allemaal op straat. Vraagt een klant waarom je haar geboortedatum hebt, dan weet niemand het antwoord.
#
# De wet zegt het zo: je verzamelt gegevens voor een doel dat vooraf vaststaat, en niet meer dan daarvoor nodig is. ‘Voor later’ is geen doel. (AVG 5(1)(b), AVG 5(1)(c))

# %% [markdown] lang="en"
# ## 1. ‘Just fill it in, you never know’
#
# There is to be a new form for customers. In the meeting everybody has an idea. Date of birth, so that we can send a card. Mobile number, always handy. Number of children, for later. Nobody objects, because a field costs nothing, does it?
#
# A year on there are three thousand dates of birth in the CRM and not one card has been sent. If the system leaks, they are all out in the open. If a customer asks why you have her date of birth, nobody knows the answer.
#
# The law puts it like this: you collect data for a purpose that is fixed beforehand, and no more than that purpose needs. ‘For later’ is no purpose. (GDPR 5(1)(b), GDPR 5(1)(c))

# %% [markdown] lang="nl"
# De regel in vier zinnen:
#
# 1. **Eerst het doel, dan het veld.** Het doel ligt vast vóór het eerste gegeven binnenkomt. (AVG 5(1)(b))
# 2. **Nodig, niet handig.** Kun je het doel ook halen zonder dit veld, of met minder? Dan vraag je het niet. (AVG 5(1)(c))
# 3. **Standaard zo weinig mogelijk.** Een formulier vraagt uit zichzelf alleen wat nodig is. Alleen wat nodig is, mag verplicht zijn. (AVG 25(2))
# 4. **Je kunt het laten zien.** Vraagt iemand waarom een veld er staat, dan staat het antwoord ergens. (AVG 5(2))

# %% [markdown] lang="en"
# The rule in four sentences:
#
# 1. **First the purpose, then the field.** The purpose is laid down before the first data come in. (GDPR 5(1)(b))
# 2. **Needed, not handy.** Can you reach the purpose without this field, or with less? Then you do not ask for it. (GDPR 5(1)(c))
# 3. **As little as possible by default.** A form asks of its own accord only for what is needed. Only what is needed may be mandatory. (GDPR 25(2))
# 4. **You can show it.** If somebody asks why a field is there, the answer is written down somewhere. (GDPR 5(2))

# %%
lessons.articles(s.law, ["AVG 5(1)(b)", "AVG 5(1)(c)", "AVG 5(2)", "AVG 25(2)"], lang)

# %% [markdown] lang="nl"
# ## 2. Opgave: welke velden hebben geen doel?
#
# Zeven velden uit een CRM. Bij elk veld staat waarvoor het is, en welke doelen de organisatie heeft vastgesteld. Kruis aan welke velden geen doel hebben. Een doel dat niet is vastgesteld, telt niet.

# %% [markdown] lang="en"
# ## 2. Exercise: which fields have no purpose?
#
# Seven fields of a CRM. Beside each field you see what it is for, and which purposes the organisation has declared. Tick the fields without a purpose. A purpose that was not declared does not count.

# %% tags=["exercise"]
q1 = s.mark("field-without-purpose")
q1.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - ‘Voor later’ als doel laten gelden, omdat er iets staat.
# - Een veld goedkeuren omdat je zelf een doel kunt bedenken. De organisatie moet het hebben vastgesteld.
# - De geboortedatum altijd afkeuren. Voor een jeugdclub kan die nodig zijn.
#
# **Gespreksvraag:** welk veld in ons CRM heeft niemand ooit gebruikt?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Accepting ‘for later’ as a purpose, because something is filled in.
# - Passing a field because you can think of a purpose yourself. The organisation must have declared it.
# - Always rejecting the date of birth. A youth club may need it.
#
# **Discussion question:** which field in our CRM has nobody ever used?

# %% [markdown] lang="nl"
# ## 3. Wat staat er in het CRM van het oefenbedrijf?
#
# Kies een tabel en kijk hoe vaak elk veld is ingevuld, en of er een doel bij staat. Zoek een veld dat bijna leeg is. Wie zou dat missen?

# %% [markdown] lang="en"
# ## 3. What does the practice firm's CRM hold?
#
# Choose a table and see how often each field is filled in, and whether it has a purpose. Find a field that is nearly empty. Who would miss it?

# %%
lessons.explore_fields(s)

# %% [markdown] lang="nl"
# ## 4. Vijf vragen aan een veld
#
# Zo toets je een veld voordat het in het CRM komt. Neem de tabel mee naar de volgende vergadering.

# %% [markdown] lang="en"
# ## 4. Five questions to a field
#
# This is how to test a field before it enters the CRM. Take the table along to the next meeting.

# %%
tables_minimisation.questions(lang)

# %% [markdown] lang="nl"
# Een bekend voorbeeld is de aanhef. Veel formulieren eisen ‘de heer’ of ‘mevrouw’. Het Europese Hof zei dat zo'n aanhef niet nodig is voor een overeenkomst, als hij dient om reclame persoonlijk te maken. (AVG 6(1)(b)) Ook ‘het is in ons belang’ helpt dan niet als je klanten dat belang niet kennen, als je meer vraagt dan strikt nodig is of als hun rechten zwaarder wegen. (AVG 6(1)(f)) Maak de aanhef dus nooit verplicht, en spreek mensen neutraal aan: ‘Beste’ met de volledige naam.
#
# Mag je dan wel vragen hoe iemand aangesproken wil worden in een gewone brief, als invullen vrij is? Daar zijn argumenten voor en tegen. Soms is ‘nodig’ gewoon niet scherp. Dan is de uitkomst **betwistbaar**: beide kanten zijn te verdedigen en je verliest geen punten.
#
# ### Opgave: mag dit veld zo op het formulier?

# %% [markdown] lang="en"
# A well-known example is the title. Many forms insist on ‘Mr’ or ‘Ms’. The European Court said that such a title is not needed for a contract, if it serves to make advertising personal. (GDPR 6(1)(b)) Nor does ‘it is in our interest’ help if your customers do not know that interest, if you ask for more than is strictly needed or if their rights prevail. (GDPR 6(1)(f)) So never make the title mandatory, and address people neutrally: ‘Dear’ with the full name.
#
# May you ask how somebody wishes to be addressed in an ordinary letter, if people are free to skip it? There are arguments for and against. Sometimes ‘needed’ is simply not sharp. The result is then **arguable**: both sides can be defended and you lose no points.
#
# ### Exercise: may this field be on the form like this?

# %% tags=["exercise"]
q2 = s.judge("field-not-needed")
q2.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Denken dat toestemming elk veld goedmaakt. Ook met toestemming vraag je niet meer dan nodig.
# - De verplichte aanhef laten staan, omdat iedereen dat doet.
# - Bij een twijfelgeval denken dat er één goed antwoord is. Bij ‘betwistbaar’ gaat het om de uitleg die je kunt geven; dat is het gesprek waard.
#
# **Gespreksvraag:** welk verplicht veld vullen onze klanten met onzin in?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Thinking that consent makes every field right. Even with consent you ask no more than needed.
# - Leaving the mandatory title because everybody does it.
# - Thinking that a doubtful case has one right answer. With ‘arguable’ it is about the explanation that you can give; that is worth discussing.
#
# **Discussion question:** which mandatory field do our customers fill with nonsense?

# %% [markdown] lang="nl"
# ## 5. Als je zegt: ‘het is in ons belang’
#
# Een doel heeft ook een grondslag nodig. Er zijn er zes; toestemming is er één van. (AVG 6(1)) Veel bedrijven kiezen het gerechtvaardigd belang, bijvoorbeeld om klanten een folder te sturen. Dat kan, maar niet door het alleen te zeggen. (AVG 6(1)(f))

# %% [markdown] lang="en"
# ## 5. When you say: ‘it is in our interest’
#
# A purpose also needs a legal basis. There are six; consent is one of them. (GDPR 6(1)) Many firms choose legitimate interest, for example to send customers a brochure. That is possible, but not by merely saying so. (GDPR 6(1)(f))

# %%
tables_minimisation.interest(s.law, lang)

# %% [markdown] lang="nl"
# Is de afweging zélf goed? Dat is vaak een kwestie van argumenten, dus ook hier kan de uitkomst betwistbaar zijn. Over wat er op papier moet staan, is geen discussie. Bij nieuwe klanten vertel je het belang als je hun gegevens krijgt. (AVG 13(1)(d))
#
# ### Opgave: is het belang goed onderbouwd?

# %% [markdown] lang="en"
# Is the balancing **itself** right? That is often a matter of arguments, so here too the result may be arguable. What has to be on paper is not up for discussion. You tell new customers the interest when you get their data. (GDPR 13(1)(d))
#
# ### Exercise: is the interest properly supported?

# %% tags=["exercise"]
q3 = s.judge("interest-unbalanced")
q3.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Een commercieel belang meteen afwijzen. Het kan een gerechtvaardigd belang zijn, mits strikt nodig en afgewogen.
# - Niet zien dat de mensen het belang moeten kennen. (AVG 13(1)(d))
# - Een afweging die in het voordeel van de klanten uitviel, toch gebruiken.
#
# **Gespreksvraag:** zou jij als klant verwachten dat een bedrijf dit met je gegevens doet?
#
# **Als de tijd op is:** laat de opgave over het gerechtvaardigd belang weg en bespreek alleen de tabel erboven.

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Rejecting a commercial interest straight away. It can be a legitimate interest, if strictly necessary and balanced.
# - Not seeing that people must know the interest. (GDPR 13(1)(d))
# - Using a balancing that came out in favour of the customers all the same.
#
# **Discussion question:** as a customer, would you expect a firm to do this with your data?
#
# **When late:** leave out the exercise on the legitimate interest and discuss only the table above it.

# %% [markdown] lang="nl"
# ## 6. Opgave: maak het formulier
#
# Nu maak je zelf een formulier voor nieuwe klanten. Bij elk veld staat waarvoor het is en of invullen nu verplicht is. Of het nodig is, beslis jij. Kies per veld: zo laten, vragen maar niet verplichten, of niet vragen. Daarna kijken dezelfde controles je formulier na. Vraag jezelf bij elk veld: wat kan ik niet doen zonder dit antwoord?

# %% [markdown] lang="en"
# ## 6. Exercise: make the form
#
# Now you make a form for new customers yourself. At each field you see what it is for and whether it is mandatory now. Whether it is needed is for you to decide. Choose for each field: leave it, ask without making it mandatory, or do not ask. Then the same checks go through your form. Ask yourself at every field: what can I not do without this answer?

# %% tags=["exercise"]
q4 = s.change("intake-form")
q4.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Een veld zonder doel vrijwillig maken. Zonder doel hoort het er niet, ook niet vrijwillig.
# - Alles weglaten. Wie moet bezorgen, heeft een adres nodig.
# - Een veld dat niet nodig is alleen ‘niet verplicht’ maken: ook dan vraag je te veel.
#
# **Gespreksvraag:** leg twee formulieren naast elkaar. Waarom vraagt de een meer dan de ander?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Making a field without a purpose voluntary. Without a purpose it does not belong there, voluntary or not.
# - Leaving everything out. Whoever delivers needs an address.
# - Making a field that is not needed only ‘not mandatory’: then you still ask too much.
#
# **Discussion question:** lay two forms side by side. Why does one ask more than the other?

# %% [markdown] lang="nl"
# ## 7. En het hele CRM?
#
# Hetzelfde oefenbedrijf, alle velden, doelen en relaties.

# %% [markdown] lang="en"
# ## 7. And the whole CRM?
#
# The same practice firm, all fields, purposes and contacts.

# %%
lessons.results(s.scan(themes=["minimisation"]), lang)

# %% [markdown] lang="nl" tags=["monday"]
# ## Drie dingen voor maandag, in je eigen CRM
#
# 1. **Open een klantkaart en tel de lege velden.** Vraag bij drie ervan wie ze gebruikt. Weet niemand het, stel dan voor om ze weg te halen.
# 2. **Vul je eigen contactformulier in als klant.** Welke sterretjes (verplicht) kun je niet uitleggen? Geef die door aan wie de website beheert.
# 3. **Zoek tien relaties die alleen ‘ooit’ zijn ingevoerd.** Is er geen aankoop, gesprek, vraag of afgesproken doel? Bespreek of ze weg kunnen.

# %% [markdown] lang="en" tags=["monday"]
# ## Three things for Monday, in your own CRM
#
# 1. **Open a customer's page and count the empty fields.** For three of them, ask who uses them. If nobody knows, suggest taking them out.
# 2. **Fill in your own contact form as a customer.** Which asterisks (mandatory) can you not explain? Pass them on to whoever runs the website.
# 3. **Find ten contacts that were just entered ‘once’.** Is there no purchase, call, question or agreed purpose? Discuss whether they can go.
