# ---
# jupyter:
#   avgkit:
#     title: {nl: "Je eigen gegevens: een scan op een export", en: "Your own data: a scan of an export"}
#     order: 160
#     level: analyst
#     teach_min: 20
#     practice_min: 17
#     needs: [consent]
#     law_date: "2026-11-23"
#     half_day: false
#     exercises: ["mark:consent-without-proof", "judge:message-without-consent", "mark:customer-exception-fails"]
#     minutes: {"mark:consent-without-proof": 6, "judge:message-without-consent": 5, "mark:customer-exception-fails": 6}
#     drop: ["mark:customer-exception-fails"]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% [markdown] lang="nl"
# # Je eigen gegevens: een scan op een export
#
# Na deze les kun je:
#
# - een export van je eigen CRM laten nakijken, en zien wat er niet is gelezen;
# - een rapport lezen zonder er meer of minder in te zien dan er staat;
# - zeggen wat je met echte gegevens in een cursus nooit doet.
#
# Je bent ongeveer veertig minuten bezig. Deze les is voor analisten: je werkt af en toe in een opdrachtvenster. De eerste keer gebruik je de oefengegevens die erbij zitten.

# %% [markdown] lang="en"
# # Your own data: a scan of an export
#
# After this lesson you can:
#
# - have an export of your own CRM judged, and see what was not read;
# - read a report without seeing more or less in it than it says;
# - say what you never do with real data in a course.
#
# It takes about forty minutes. This lesson is for analysts: now and then you work in a command window. The first time you use the practice data that come with it.

# %% [markdown] lang="nl"
# ## 1. Voor je begint: wat je nooit doet
#
# Met een export haal je mensen uit het systeem dat hen beschermt. Jouw kopie valt onder dezelfde regels als het CRM zelf. (AVG 5(1)(f), AVG 32(1))
#
# - **Nooit tijdens een cursus.** Niet op het grote scherm, niet op de laptop van een ander, niet ‘even om te laten zien’. Oefenen kan met de verzonnen klanten.
# - **Nooit zonder opdracht.** Je werkt met deze gegevens omdat je organisatie je dat heeft gevraagd. Leg vast wie, waarvoor en tot wanneer. (AVG 29, AVG 5(2))
# - **Nooit meer dan nodig.** Laat de kolommen weg die je niet wilt laten nakijken. Ontbreekt een tabel, dan worden de controles die hem nodig hebben overgeslagen en genoemd. (AVG 5(1)(c))
# - **Nooit laten slingeren.** Zet de export op een schijf van het werk en wis hem na afloop. De resultaten bevatten nummers, datums en codes en geen namen. Ook dat zijn persoonsgegevens: behandel ze zo.
#
# Alles draait op deze computer. Er gaat niets naar buiten.

# %% [markdown] lang="en"
# ## 1. Before you begin: what you never do
#
# An export takes people out of the system that protects them. Your copy falls under the same rules as the CRM itself. (GDPR 5(1)(f), GDPR 32(1))
#
# - **Never during a course.** Not on the big screen, not on somebody else's laptop, not ‘just to show’. The invented customers are there to practise on.
# - **Never without an instruction.** You work with these data because your organisation asked you to. Record who, what for and until when. (GDPR 29, GDPR 5(2))
# - **Never more than needed.** Leave out the columns that you do not want to have judged. If a table is missing, the checks that need it are skipped and named. (GDPR 5(1)(c))
# - **Never left lying about.** Put the export on a disk of your work and erase it afterwards. The results hold numbers, dates and codes and no names. Those are personal data too: treat them so.
#
# Everything runs on this computer. Nothing goes out.

# %% [markdown] lang="nl"
# ## 2. Wijs je gegevens aan
#
# In het blok hieronder staan twee lege plekken: `crm` voor je export en `policy` voor wat je organisatie heeft vastgelegd. Laat je ze leeg, dan gebruikt de les de oefengegevens. Vul je ze in, kies dan daarna in het menu **Run (Uitvoeren)** opnieuw **Run All Cells (Alle cellen uitvoeren)**. Zie je geen blokken, dan lees je de weergave zonder code; die gebruikt altijd de oefengegevens. Open deze les voor je eigen gegevens met `avgkit lab`.
#
# Een export is een bestand zoals je CRM het geeft, of een map met zulke bestanden. Excel en CSV uit bekende systemen (zoals Salesforce, Dynamics 365, HubSpot, AFAS en Exact) gaan open zoals ze zijn; een lijst die iemand zelf in Excel heeft gemaakt ook. Staat alles al in tabellen met namen als `contacts.csv` en `messages.csv`, dan kan er het meest worden nagekeken.
#
# Je antwoorden op eigen gegevens worden niet bewaard; alleen dat je de opgave hebt gedaan.

# %% [markdown] lang="en"
# ## 2. Point to your data
#
# The block below has two empty places: `crm` for your export and `policy` for what your organisation has laid down. If you leave them empty, the lesson uses the practice data. If you fill them in, choose **Run All Cells** in the menu **Run** again afterwards (in Dutch: **Uitvoeren**, **Alle cellen uitvoeren**). If you see no blocks, you are reading the view without code; that always uses the practice data. For your own data, open this lesson with `avgkit lab`.
#
# An export is a file as your CRM gives it, or a folder of such files. Excel and CSV from known systems (such as Salesforce, Dynamics 365, HubSpot, AFAS and Exact) open as they are; so does a list that somebody made in Excel by hand. Where everything stands in tables with names such as `contacts.csv` and `messages.csv`, most can be checked.
#
# Your answers on data of your own are not kept; only that you did the exercise.

# %% tags=["parameters"]
lang = "nl"
on = "2026-11-23"
learner = ""
group = "self"
crm = ""  # the file or folder with your export; empty = the practice data
policy = ""  # the folder or the workbook with what your organisation has laid down

# %% tags=["hide"]
from avgkit import lessons
from avgkit.lessons import tables_own_data
from avgkit.sources import open_inputs

s = lessons.start("own-data", lang=lang, on=on, learner=learner, group=group)
s.use(*open_inputs(crm, policy), answers=not crm)
s

# %% [markdown] lang="nl"
# ## 3. Eerst: wat is gelezen en wat niet?
#
# Kijk voor je iets laadt wat erin staat. Dat doe je in een opdrachtvenster:
#
# ```
# avgkit inspect MIJN_EXPORT
# ```
#
# Je ziet hoe het bestand is geschreven, en per kolom wat avgkit denkt dat erin staat en hoe zeker dat is. Er wordt nog niets nagekeken of bewaard. Zo ziet dat eruit bij een verzonnen klantenlijst uit Excel:

# %% [markdown] lang="en"
# ## 3. First: what was read and what was not?
#
# Before you load anything, look at what is in it. You do that in a command window:
#
# ```
# avgkit inspect MY_EXPORT
# ```
#
# You see how the file was written, and for each column what avgkit thinks is in it and how sure that is. Nothing is judged or kept yet. This is what it looks like for an invented list of customers from Excel:

# %% tags=["hide"]
tables_own_data.columns(lang)

# %% [markdown] lang="nl"
# Leest avgkit een kolom verkeerd, of staat er ‘onbekend’ terwijl die kolom ertoe doet? Zeg dan zelf wat erin staat. De opdracht daarvoor staat onder het antwoord van `avgkit inspect`.
#
# Daarna laad je een export, de scan meldt nul bevindingen, en iedereen is blij. Tot blijkt dat de helft van de regels niet is gelezen, omdat de datums anders waren geschreven. Kijk dus altijd eerst hier:
#
# - **niet gelezen**: regels of losse waarden die er wel staan, maar niet te begrijpen waren. Verbeter ze in de export en lees opnieuw;
# - **kolommen die niet zijn gebruikt**: daar is niets mee gedaan. Doet zo'n kolom ertoe, zeg dan met `avgkit inspect` wat erin staat.

# %% [markdown] lang="en"
# If avgkit reads a column wrongly, or says ‘unknown’ of a column that matters, say yourself what is in it. The command for that stands below the answer of `avgkit inspect`.
#
# Then you load an export, the scan reports no findings, and everybody is happy. Until it turns out that half of the rows were not read, because the dates were written differently. So always look here first:
#
# - **not read**: rows or single values that are there but could not be understood. Mend them in the export and read again;
# - **columns that were not used**: nothing was done with them. If one matters, say with `avgkit inspect` what is in it.

# %% tags=["hide"]
tables_own_data.inputs(s.crm, s.policy, lang)

# %% [markdown] lang="nl"
# ## 4. De scan
#
# Nu draaien alle controles. Dat zijn dezelfde controles die in de andere lessen je antwoorden nakeken. Lees het aantal bevindingen altijd naast het aantal dat is beoordeeld. Hier zie je elk thema, en daarna waar het meeste is gevonden. Alle controles staan in het rapport van deel 6.

# %% [markdown] lang="en"
# ## 4. The scan
#
# Now all checks run. They are the same checks that marked your answers in the other lessons. Always read the number of findings beside the number judged. Here you see each theme, and then where most was found. All checks are in the report of part 6.

# %% tags=["hide"]
scan = s.scan()
tables_own_data.found(scan, lang)

# %% [markdown] lang="nl"
# Er is ook een derde antwoord: niet te zeggen. Dan ontbreekt een feit, zoals een geboortedatum. Dat is geen bevinding en ook geen vrijspraak. Vraag een ontbrekend feit niet alleen op om een controle te laten slagen. Soms is ‘dat weten we niet, en dat hoeven we niet te weten’ het beste antwoord.

# %% [markdown] lang="en"
# There is a third answer too: unknown. A fact is missing then, such as a date of birth. That is no finding and no acquittal either. Do not ask for a missing fact only to make a check pass. Sometimes ‘we do not know, and we do not need to’ is the best answer.

# %% tags=["hide"]
tables_own_data.unjudged(scan, lang)

# %% [markdown] lang="nl"
# ## 5. Opgaven: kijk zelf na wat de scan vond
#
# Geloof een controle niet op haar woord. Neem een paar gevallen en beslis zelf. Ben je het niet met de controle eens, dan is er iets te leren: over de regel, over je gegevens, of over de controle. De gevallen komen uit de gegevens die je net hebt geladen. Staan er te weinig in, dan zegt de opgave dat.
#
# Een toestemming moet je kunnen bewijzen. Leg daarom vast wanneer iemand ja zei, waarvoor, voor welk kanaal, hoe, en op welke tekst. Ontbreekt er één, dan is het bewijs niet volledig. (AVG 7(1))

# %% [markdown] lang="en"
# ## 5. Exercises: check what the scan found
#
# Do not take a check at its word. Take a few cases and decide for yourself. If you disagree with the check, there is something to learn: about the rule, about your data, or about the check. The cases come from the data that you have just loaded. If there are too few, the exercise says so.
#
# You must be able to prove a consent. So record when somebody said yes, what for, for which channel, how, and to which text. If one is missing, the proof is not complete. (GDPR 7(1))

# %% tags=["exercise"]
q1 = s.mark("consent-without-proof")
q1.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Een lege cel in de export voor een feit houden. Soms staat het bewijs wel in het CRM, maar is de kolom niet geëxporteerd.
# - De versie van de tekst vergeten. Zonder tekst weet niemand waarop iemand ja zei.
#
# **Gespreksvraag:** Als je dit in je eigen export ziet, is dan het CRM niet in orde of de export?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Taking an empty cell in the export for a fact. Sometimes the proof is in the CRM, but the column was not exported.
# - Forgetting the version of the wording. Without a text nobody knows what somebody said yes to.
#
# **Discussion question:** If you see this in your own export, is it the CRM that is not in order, or the export?

# %% [markdown] lang="nl"
# Eén bericht, en jouw oordeel. Kijk naar het kanaal, de ontvanger, de dag en de laatste keuze. (Tw 11.7(1))

# %% [markdown] lang="en"
# One message, and your verdict. Look at the channel, the recipient, the day and the last choice. (Tw 11.7(1))

# %% tags=["exercise"]
q2 = s.judge("message-without-consent")
q2.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - De regel van vandaag gebruiken voor een bericht van vroeger. De dag van het bericht beslist.
# - Een keuze voor een ander doel of kanaal laten meetellen.
#
# **Gespreksvraag:** Welke feiten over een bericht bewaart jullie mailprogramma, en komen die in de export?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Using today's rule for a message of the past. The day of the message decides.
# - Counting a choice made for another purpose or channel.
#
# **Discussion question:** Which facts about a message does your mailing tool keep, and do they get into the export?

# %% [markdown] lang="nl"
# Aan een eigen klant mag soms een bericht zonder ja, als dit allemaal klopt en je dat kunt laten zien: je kreeg de gegevens bij een verkoop, de klant kon toen al nee zeggen, het gaat om een eigen product of dienst die daarop lijkt, en afmelden kan in elk bericht. (Tw 11.7(4))
#
# Let bij bellen op de dag. Zo veranderde die regel:

# %% [markdown] lang="en"
# One of your own customers may sometimes get a message without a yes, if all of this is true and you can show it: you got the details in a sale, the customer could already say no at that time, it is about a product or service of your own that is like it, and each message offers a way to unsubscribe. (Tw 11.7(4))
#
# For calls, look at the day. This is how that rule changed:

# %%
lessons.history(s.law, "calls_natural", lang)

# %% tags=["exercise"]
q3 = s.mark("customer-exception-fails")
q3.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Een lege cel lezen als ‘ja, dat zal wel’. Wat niet is vastgelegd, is niet bewezen; bij deze uitzondering komt dat voor rekening van de afzender.
# - De dag vergeten: voor bellen is de uitzondering veranderd.
#
# **Gespreksvraag:** Welk van deze feiten legt jullie CRM helemaal niet vast?
#
# **Als de tijd op is:** Sla de laatste opgave (berichten aan eigen klanten zonder ja) over; zij staat ook in de les ‘Toestemming’.

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Reading an empty cell as ‘yes, probably’. What is not recorded is not proved; with this exception that counts against the sender.
# - Forgetting the day: for calls the exception has changed.
#
# **Discussion question:** Which of these facts does your CRM not record at all?
#
# **When late:** Leave out the last exercise (messages to customers without a yes); it is also in the lesson ‘Consent’.

# %% [markdown] lang="nl"
# ## 6. Van scan naar rapport
#
# In een opdrachtvenster maak je van dezelfde scan een rapport om te lezen en te bewaren:
#
# ```
# avgkit report --crm MIJN_EXPORT --policy MIJN_BELEID --lang nl
# ```
#
# Lees het van boven naar beneden. Op de voorpagina staat per thema hoeveel bevindingen er zijn en van hoeveel. Daarna komt per bevinding wat er is, het artikel, wat je kunt doen, hoeveel uur dat ongeveer kost en wie het kan doen. Achterin staat hoe het is gemaakt: welke bestanden, hoeveel regels, welke wet van welke dag. Vind je dat overdreven? Het is het deel waarmee je over een jaar nog kunt laten zien wat je deed. (AVG 5(2))
#
# Drie dingen staan er niet in. Een rapport zegt niet dat je aan de wet voldoet, het zegt wat is nagekeken. Het wijst geen schuldige aan. En het is geen juridisch advies.
#
# **Nog geen beleid op papier?** Dan kan de scan niet vergelijken met wat je organisatie zegt, en is er veel niet te zeggen of niet vastgelegd. Dit maakt een werkmap met keuzelijsten en voorstellen uit je export; een voorstel telt pas als iemand het heeft nagekeken:
#
# ```
# avgkit policy-template beleid.xlsx --from MIJN_EXPORT
# ```
#
# **Eén geval voorleggen?** Zet de feiten in een bestand en vraag het aan de controle zelf. Met `avgkit checks --json` zie je welke feiten zij leest:
#
# ```
# avgkit judge message-without-consent feiten.json
# ```

# %% [markdown] lang="en"
# ## 6. From scan to report
#
# In a command window you turn the same scan into a report to read and to keep:
#
# ```
# avgkit report --crm MY_EXPORT --policy MY_POLICY --lang en
# ```
#
# Read it from top to bottom. The front page says for each theme how many findings there are and out of how many. Then follows for each finding what it is, the article, what you can do, about how many hours that takes and who can do it. At the back it says how it was made: which files, how many rows, which law of which day. Does that seem overdone? It is the part with which you can still show in a year what you did. (GDPR 5(2))
#
# Three things are not in it. A report does not say that you comply with the law, it says what was checked. It blames nobody. And it is no legal advice.
#
# **No policy on paper yet?** Then the scan cannot compare with what your organisation says, and much is unknown or not declared. This makes a workbook with lists to choose from and proposals from your export; a proposal counts only when somebody has looked at it:
#
# ```
# avgkit policy-template policy.xlsx --from MY_EXPORT
# ```
#
# **A single case to put to it?** Put the facts in a file and ask the check itself. `avgkit checks --json` shows which facts it reads:
#
# ```
# avgkit judge message-without-consent facts.json
# ```

# %% [markdown] lang="nl" tags=["monday"]
# ## Drie dingen voor maandag, in je eigen CRM
#
# 1. **Vraag om een opdracht.** Leg je leidinggevende en de privacyfunctionaris een halve bladzijde voor: welke export, waarvoor, wie ziet de uitkomst, wanneer is alles gewist?
# 2. **Maak één kleine export.** Alleen toestemmingen en berichten van de laatste mailing, zonder namen en adressen. Kijk eerst wat er is gelezen en pas daarna wat er is gevonden.
# 3. **Kijk vijf bevindingen na in het CRM zelf.** Kloppen ze? Los er één op en schrijf op hoe lang dat duurde. Dan weet je wat de rest gaat kosten.

# %% [markdown] lang="en" tags=["monday"]
# ## Three things for Monday, in your own CRM
#
# 1. **Ask for an instruction.** Put half a page to your manager and the privacy officer: which export, what for, who sees the outcome, when is everything erased?
# 2. **Make one small export.** Only consents and messages of the last mailing, without names and addresses. First look at what was read and only then at what was found.
# 3. **Check five findings in the CRM itself.** Are they right? Mend one and write down how long it took. Then you know what the rest will cost.
