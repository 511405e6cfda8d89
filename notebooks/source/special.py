# ---
# jupyter:
#   avgkit:
#     title: {nl: "Bijzondere gegevens: wat zet je in een notitie?", en: "Special data: what do you put in a note?"}
#     order: 50
#     level: crm
#     teach_min: 14
#     practice_min: 17
#     needs: [minimisation]
#     law_date: "2026-11-23"
#     half_day: true
#     exercises: ["mark:special-in-note", "mark:criminal-in-note", "mark:national-number-in-note", "judge:special-field-without-exception"]
#     minutes: {"mark:special-in-note": 5, "mark:criminal-in-note": 4, "mark:national-number-in-note": 3, "judge:special-field-without-exception": 5}
#     drop: ["mark:criminal-in-note"]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% [markdown] lang="nl"
# # Bijzondere gegevens: wat zet je in een notitie?
#
# Na deze les kun je:
#
# - zeggen welke gegevens zo gevoelig zijn dat de wet ze apart noemt;
# - een notitie schrijven die genoeg zegt en niet te veel;
# - zien of een veld met zulke gegevens in het CRM mag staan.
#
# Je bent ruim een halfuur bezig. De helft daarvan oefen je zelf.

# %% [markdown] lang="en"
# # Special data: what do you put in a note?
#
# After this lesson you can:
#
# - say which data are so sensitive that the law names them apart;
# - write a note that says enough and not too much;
# - see whether a field with such data may be in the CRM.
#
# It takes a good half hour. Half of that is practice.

# %% tags=["parameters"]
lang = "nl"
on = "2026-11-23"
learner = ""
group = "self"

# %% tags=["hide"]
from avgkit import lessons
from avgkit.lessons import tables_special

s = lessons.start("special", lang=lang, on=on, learner=learner, group=group)
s

# %% [markdown] lang="nl"
# ## 1. Even snel een notitie
#
# Een klant belt zijn afspraak af. Hij vertelt erbij dat hij diabetes heeft en naar het ziekenhuis moet. Jij typt: ‘Belt af, diabetes, moet naar ziekenhuis.’ Aardig bedoeld: dan weet je collega wat er speelt.
#
# Maar nu staat de ziekte van die klant in het CRM. Iedereen die de klant opzoekt, leest het mee: de verkoper, de monteur, de stagiair, en over een jaar nog steeds. Vraagt de klant om inzage, dan leest hij het zelf terug. En voor de afspraak had je het niet nodig. ‘Belt af, maakt zelf een nieuwe afspraak’ zegt genoeg.
#
# De wet kent drie soorten gegevens waarvoor strengere regels gelden. Ze worden vaak op één hoop gegooid, maar elke soort heeft een eigen regeling.

# %% [markdown] lang="en"
# ## 1. Just a quick note
#
# A customer cancels an appointment. He adds that he has diabetes and must go to hospital. You type: ‘Cancels, diabetes, must go to hospital.’ Kindly meant: now your colleague knows what is going on.
#
# But now that customer's illness is in the CRM. Everybody who looks up the customer reads it too: the salesperson, the mechanic, the trainee, and still a year from now. If the customer asks for access, he reads it himself. And you did not need it for the appointment. ‘Cancels, will make a new appointment’ says enough.
#
# The law knows three kinds of data with stricter rules. They are often lumped together, but each kind has rules of its own.

# %%
tables_special.kinds(s.law, lang)

# %% [markdown] lang="nl"
# Zo lees je de tabel:
#
# - **Bijzondere persoonsgegevens** zijn verboden, tenzij er een uitzondering is. Uitdrukkelijke toestemming is een van die uitzonderingen, niet de enige. Daarnaast heb je altijd een grondslag nodig. (AVG 9(1), AVG 9(2), AVG 6(1))
# - **Strafrechtelijke gegevens** hebben een eigen regeling. Een organisatie mag ze bijvoorbeeld voor zichzelf vastleggen om zich te beschermen tegen strafbare feiten tegen haarzelf of haar personeel. Delen met anderen mag maar in een paar gevallen, bijvoorbeeld met een vergunning van de AP. (AVG 10, UAVG 33)
# - **Het BSN** is geen bijzonder persoonsgegeven, maar een nationaal identificatienummer. Het mag alleen als een wet het voorschrijft. Toestemming van de klant helpt dus niet. (AVG 87, UAVG 46)
#
# Ook wat zulke gegevens indirect verraadt, telt mee. ‘Is zwanger’ gaat over gezondheid. Een sportclub is geen vakbond, en een nationaliteit of een foto is op zichzelf geen bijzonder gegeven.

# %% [markdown] lang="en"
# How to read the table:
#
# - **Special categories of personal data** are banned, unless there is an exception. Explicit consent is one of those exceptions, not the only one. You also always need a legal basis. (GDPR 9(1), GDPR 9(2), GDPR 6(1))
# - **Criminal data** have rules of their own. An organisation may, for example, record them for its own use to protect itself against offences towards itself or its staff. Sharing them with others is allowed in a few cases only, for example under a licence of the Dutch authority (AP). (GDPR 10, UAVG 33)
# - **The BSN**, the Dutch citizen service number, is no special category but a national identification number. It is allowed only where an act prescribes it. So the customer's consent does not help. (GDPR 87, UAVG 46)
#
# What reveals such data indirectly counts too. ‘Is pregnant’ is about health. A sports club is no trade union, and a nationality or a photo is by itself no special category.

# %%
lessons.articles(s.law, ["AVG 9(1)", "AVG 9(2)", "AVG 10", "UAVG 33", "AVG 87", "UAVG 46"], lang)

# %% [markdown] lang="nl"
# ## 2. Opgave: wat staat er te veel in deze notities?
#
# Zeven notities. Lees ze zoals de klant ze zou lezen. Kruis aan welke iets zeggen over gezondheid, geloof, politiek, vakbond, afkomst of seksualiteit van de klant.
#
# Pas op voor woorden die iets anders betekenen: een uitdrukking, een merk, een adres. Woorden tellen niet, wat er staat telt.

# %% [markdown] lang="en"
# ## 2. Exercise: what is too much in these notes?
#
# Seven notes. Read them as the customer would. Tick those that say something about the customer's health, religion, politics, trade union, origin or sexuality.
#
# Beware of words that mean something else: an idiom, a brand, an address. It is not the words that count, but what is said.

# %% tags=["exercise"]
q1 = s.mark("special-in-note")
q1.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - ‘Ziek mooi’ of ‘werkt in het ziekenhuis’ aankruisen: het woord klinkt gevoelig, maar zegt niets over de gezondheid van de klant.
# - ‘Levering liever niet op zaterdag’ aankruisen. De wens mag erin; het geloof erachter niet.
# - Denken dat het mag omdat de klant het zelf vertelde. Vertellen is geen uitdrukkelijke toestemming om het op te slaan.
#
# **Gespreksvraag:** wat schrijf jij nu op als iemand ziek is, en wie leest dat allemaal?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Ticking idioms, brands or a place of work: the word sounds sensitive but says nothing about the customer's own health or belief.
# - Ticking ‘Prefers no delivery on Saturday’. The wish may be in the note; the religion behind it may not.
# - Thinking it is allowed because the customer said it. Telling is not explicit consent to having it stored.
#
# **Discussion question:** what do you write now when somebody is ill, and who reads it all?

# %% [markdown] lang="nl"
# ## 3. Zo schrijf je het wel
#
# Bijna altijd kan de notitie zonder het gevoelige deel. Schrijf op wat je collega moet **doen**, niet **waarom**. Hieronder staan steeds twee notities: hoe het fout ging en hoe het ook kan. Het oordeel komt van dezelfde controle die jouw antwoord nakeek.

# %% [markdown] lang="en"
# ## 3. How to write it instead
#
# The note can nearly always do without the sensitive part. Write down what your colleague must **do**, not **why**. Below there are two notes each time: how it went wrong and how else it can be said. The verdict comes from the same check that marked your answer.

# %%
tables_special.rewritten(s.law, lang)

# %% [markdown] lang="nl"
# Een computer leest woorden, geen bedoelingen. Hij mist een omschrijving, en soms kan hij het niet zeggen. Dan is de uitkomst ‘niet te zeggen’ en moet een mens kijken. Hoe vaak het goed gaat, is gemeten. Lees de tabel zo: van de treffers klopt dit deel, en van wat erin staat is dit deel gevonden. Jij weet wat je bedoelde, dus jij bent de beste controle.

# %% [markdown] lang="en"
# A computer reads words, not intentions. It misses a roundabout phrase, and sometimes it cannot say. The result is then ‘unknown’ and a person has to look. How often it goes right has been measured. Read the table like this: of the hits this part is right, and of what is there this part was found. You know what you meant, so you are the best check.

# %%
tables_special.scores(lang)

# %% [markdown] lang="nl"
# ## 4. Opgave: verdachte of aangever?
#
# Wie aangifte doet, is geen verdachte. Wie bij de politie werkt, ook niet. Maar ‘heeft een strafblad’ is een strafrechtelijk gegeven, ook als een collega het alleen heeft gehoord. (AVG 10, UAVG 31)
#
# Kruis aan welke notities een strafrechtelijk gegeven over de klant bevatten.

# %% [markdown] lang="en"
# ## 4. Exercise: suspect, or the one who reports it?
#
# Somebody who reports a crime is not a suspect. Nor is somebody who works for the police. But ‘has a criminal record’ is criminal data, even when a colleague has only heard it. (GDPR 10, UAVG 31)
#
# Tick the notes that hold criminal data about the customer.

# %% tags=["exercise"]
q2 = s.mark("criminal-in-note")
q2.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - De klant van wie een fiets is gestolen aankruisen: die is slachtoffer.
# - ‘Twee facturen niet betaald’ aankruisen: niet betalen is geen strafbaar feit.
# - ‘Strafblad, zegt de buurman’ laten staan omdat het maar een gerucht is. Ook een gerucht is dan vastgelegd.
#
# **Gespreksvraag:** waar meld je bij ons iemand die ons oplicht, en wie kan dat lezen?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Ticking the customer whose bicycle was stolen: that is a victim.
# - Ticking ‘Two invoices not paid’: not paying is no offence.
# - Leaving ‘Criminal record, says the neighbour’ because it is only a rumour. A rumour is recorded then, too.
#
# **Discussion question:** where do we report somebody who defrauds us, and who can read that?

# %% [markdown] lang="nl"
# ## 5. Opgave: is dat nummer een BSN?
#
# Een factuurnummer is geen BSN. Een framenummer ook niet. Kijk naar twee dingen: zijn het negen cijfers, en staat er een woord bij als BSN, burgerservicenummer of sofinummer (zoals het vroeger heette)? Ook zonder dat woord kan het een BSN zijn. Twijfel je in je eigen CRM, laat het nummer dan weg.
#
# De nummers hieronder zijn verzonnen; niemand heeft dit BSN. (AVG 87, UAVG 46)

# %% [markdown] lang="en"
# ## 5. Exercise: is that number a BSN?
#
# An invoice number is no BSN. Nor is an order number. Look at two things: are there nine digits, and does a word such as BSN, citizen service number or social security number stand beside them? It may be a BSN without such a word too. If you doubt in your own CRM, leave the number out.
#
# The numbers below are invented; nobody has this BSN. (GDPR 87, UAVG 46)

# %% tags=["exercise"]
q3 = s.mark("national-number-in-note")
q3.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - ‘Met toestemming genoteerd’ goed vinden. Bij een BSN helpt toestemming niet.
# - ‘Uitgelegd waarom wij geen BSN vragen’ aankruisen: er staat geen nummer.
# - Elk lang nummer aankruisen.
#
# **Gespreksvraag:** op welke kopieën en formulieren komt bij ons toch een BSN binnen, en wat doen we dan?
#
# **Als de tijd op is:** laat de opgave over strafrechtelijke gegevens weg. Houd die over het BSN: het BSN komt terug in de eindtoets.

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Accepting ‘Noted with consent’. With a BSN consent does not help.
# - Ticking ‘Explained why we do not ask for a BSN’: there is no number.
# - Ticking every long number.
#
# **Discussion question:** on which copies and forms does a BSN reach us all the same, and what do we do then?
#
# **When late:** leave out the exercise on criminal data. Keep the one on the BSN: it comes back in the closing quiz.

# %% [markdown] lang="nl"
# ## 6. Opgave: mag dit veld?
#
# Soms is zo'n gegeven echt nodig. Een vereniging van gelovigen weet wie haar leden zijn. Een zaal wil weten wie een rolstoelplaats nodig heeft. Dan hoort bij het veld te staan waarom het mag. Dat heet een uitzondering, of bij strafrechtelijke gegevens en een BSN een grond. Die moet passen bij de soort gegevens.
#
# Loop drie stappen na:
#
# 1. **Welke soort is het?** Bijzonder, strafrechtelijk, een BSN, of toch gewoon?
# 2. **Past wat is vastgelegd bij die soort en bij deze organisatie?** Gaat het om ‘voorgeschreven door de wet’, dan moet die wet genoemd zijn.
# 3. **Staat er ook een grondslag?** Dat is een van de zes redenen om gegevens te gebruiken, zoals toestemming of een overeenkomst. Een uitzondering alleen is niet genoeg. (AVG 6(1))

# %% [markdown] lang="en"
# ## 6. Exercise: may this field be there?
#
# Sometimes such data are really needed. A religious association knows who its members are. A venue wants to know who needs a wheelchair place. Then the field must say why it is allowed. That is called an exception, or with criminal data and a BSN a ground. It must fit the kind of data.
#
# Go through three steps:
#
# 1. **Which kind is it?** Special, criminal, a BSN, or ordinary after all?
# 2. **Does what is recorded fit that kind and this organisation?** If it is ‘prescribed by law’, that act must be named.
# 3. **Is there a legal basis as well?** That is one of the six reasons to use data, such as consent or a contract. An exception alone is not enough. (GDPR 6(1))

# %% tags=["exercise"]
q4 = s.judge("special-field-without-exception")
q4.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Bij een BSN naar toestemming zoeken.
# - De uitzondering voor leden gebruiken voor klanten van een bedrijf.
# - Een sportclub, een nationaliteit of een foto bijzonder noemen.
# - ‘Niet te zeggen’ overslaan: als het soort organisatie ontbreekt, weet je het echt niet.
#
# **Gespreksvraag:** welk veld in ons CRM zou jij als eerste leegmaken?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Looking for consent with a BSN.
# - Using the exception for members for the customers of a firm.
# - Calling a sports club, a nationality or a photo special.
# - Skipping ‘unknown’: when the kind of organisation is missing, you really cannot say.
#
# **Discussion question:** which field in our CRM would you empty first?

# %% [markdown] lang="nl"
# ## 7. En het hele CRM?
#
# Dezelfde controles lezen nu alle notities en velden van het oefenbedrijf. De uitkomst noemt nummers en soorten, nooit de notitie zelf.

# %% [markdown] lang="en"
# ## 7. And the whole CRM?
#
# The same checks now read all notes and fields of the practice firm. The result names numbers and kinds, never the note itself.

# %%
lessons.results(s.scan(themes=["special"]), lang)

# %% [markdown] lang="nl" tags=["monday"]
# ## Drie dingen voor maandag, in je eigen CRM
#
# 1. **Zoek in je eigen notities op drie woorden:** ‘ziek’, ‘zwanger’ en ‘bsn’. Haal weg wat voor het contact niet nodig is. Zoek niet in die van anderen: dan lees je zelf wat je niet hoeft te weten.
# 2. **Lees je eigen laatste tien notities als de klant.** Schrijf er één over: wat moet je collega doen, zonder het waarom?
# 3. **Spreek met je team een vaste zin af,** zoals ‘niet beschikbaar, belt zelf terug’. Vraag de beheerder om die als keuze bij het notitieveld te zetten, of hang hem bij het scherm.

# %% [markdown] lang="en" tags=["monday"]
# ## Three things for Monday, in your own CRM
#
# 1. **Search your own notes for three words:** ‘ill’, ‘pregnant’ and ‘bsn’. Take out what is not needed for the contact. Do not search those of others: you would read what you need not know.
# 2. **Read your own last ten notes as the customer would.** Rewrite one: what must your colleague do, without the why?
# 3. **Agree on a fixed sentence with your team,** such as ‘not available, will call back’. Ask the administrator to offer it as a choice at the note field, or put it up beside the screen.
