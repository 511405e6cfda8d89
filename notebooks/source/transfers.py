# ---
# jupyter:
#   avgkit:
#     title: {nl: "Datalek en buitenland: wat doe je, en wat mag?", en: "Breach and abroad: what do you do, and what is allowed?"}
#     order: 120
#     level: crm
#     teach_min: 18
#     practice_min: 20
#     needs: [consent]
#     law_date: "2026-11-23"
#     half_day: false
#     exercises: ["judge:breach-reported-late", "judge:transfer-without-ground", "mark:processor-without-agreement", "judge:lead-authority"]
#     minutes: {"judge:breach-reported-late": 5, "judge:transfer-without-ground": 5, "mark:processor-without-agreement": 6, "judge:lead-authority": 4}
#     drop: ["judge:lead-authority"]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% [markdown] lang="nl"
# # Datalek en buitenland: wat doe je, en wat mag?
#
# Na deze les kun je:
#
# - zeggen wat er moet gebeuren als er gegevens op straat liggen, en hoeveel tijd er is;
# - zeggen of een leverancier buiten Europa bij jullie gegevens mag, en waarop dat rust;
# - nagaan of de afspraken met een leverancier in orde zijn.
#
# Je bent ongeveer veertig minuten bezig. De helft daarvan oefen je zelf.

# %% [markdown] lang="en"
# # Breach and abroad: what do you do, and what is allowed?
#
# After this lesson you can:
#
# - say what must happen when data have leaked, and how much time there is;
# - say whether a supplier outside Europe may reach your data, and what that rests on;
# - check whether the arrangements with a supplier are in order.
#
# It takes about forty minutes. Half of that is practice.

# %% tags=["parameters"]
lang = "nl"
on = "2026-11-23"
learner = ""
group = "self"

# %% tags=["hide"]
from avgkit import lessons
from avgkit.lessons import tables_then_and_now, tables_transfers

s = lessons.start("transfers", lang=lang, on=on, learner=learner, group=group)
s

# %% [markdown] lang="nl"
# ## 1. Vrijdagmiddag, kwart voor vijf
#
# Je merkt dat een lijst met klanten naar de verkeerde ontvanger is gegaan. Je wilt het maandag uitzoeken. Wacht niet: meld het nu, binnen je eigen organisatie.
#
# - **De klok loopt** vanaf het moment dat jullie het weten, ook in het weekend en op feestdagen. (AVG 33(1))
# - **Niet alles hoeft naar de toezichthouder.** Is een risico voor mensen onwaarschijnlijk, dan niet. Dat is bijvoorbeeld zo als een laptop sterk is versleuteld, de sleutel veilig is en er een reservekopie is. Je moet dat wel kunnen laten zien. (AVG 33(1), AVG 5(2))
# - **Alles komt in het eigen overzicht**, ook het kleine. (AVG 33(5))
# - **Is het risico hoog**, dan horen de mensen zelf het ook. (AVG 34(1))
# - **Werken jullie in opdracht van een ander** met diens gegevens, dan zijn jullie verwerker. Meld het dan zonder onredelijke vertraging aan de opdrachtgever. Die beslist over de gegevens en heet in de wet verwerkingsverantwoordelijke. (AVG 33(2))
#
# Je kent nog niet alle feiten? Een melding mag later worden aangevuld.

# %% [markdown] lang="en"
# ## 1. Friday afternoon, a quarter to five
#
# You notice that a list of customers has gone to the wrong recipient. You want to look into it on Monday. Do not wait: report it now, within your own organisation.
#
# - **The clock runs** from the moment you know, at the weekend and on holidays too. (GDPR 33(1))
# - **Not everything has to go to the authority.** Not if a risk to people is unlikely. That is so, for instance, when a laptop is strongly encrypted, the key is safe and there is a backup. You must be able to show it, though. (GDPR 33(1), GDPR 5(2))
# - **Everything goes into your own record**, small things too. (GDPR 33(5))
# - **If the risk is high**, the people themselves are told as well. (GDPR 34(1))
# - **If you work with data on behalf of another**, you are a processor. Then tell your client without undue delay. The client decides about the data and is called the controller in the law. (GDPR 33(2))
#
# You do not know all the facts yet? A notification may be completed later.

# %%
tables_transfers.breach_clock(s.law, "2026-06-19 16:45", lang)

# %% [markdown] lang="nl"
# **Opgave.** Kijk eerst naar de rol: beslist deze organisatie zelf, of werkt zij voor een ander? Kijk dan naar het risico. Tel pas daarna de uren.

# %% [markdown] lang="en"
# **Exercise.** First look at the role: does this organisation decide itself, or does it work for another? Then look at the risk. Only after that, count the hours.

# %% tags=["exercise"]
q1 = s.judge("breach-reported-late")
q1.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Men telt werkdagen in plaats van uren.
# - Versleuteld wordt altijd goed gerekend, ook als er geen reservekopie is en de gegevens dus weg zijn.
# - De klok voor de toezichthouder wordt ook op een verwerker toegepast. Die meldt aan de opdrachtgever; een vast aantal uren staat er niet. Wie dit geval trekt, krijgt ‘betwistbaar’ met twee argumenten.
#
# **Gespreksvraag:** Wie bel je bij jullie op zaterdagavond als je een datalek ontdekt, en staat dat nummer ergens?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - People count working days instead of hours.
# - Encrypted is always counted as fine, even if there is no backup and the data are gone.
# - The clock for the authority is applied to a processor as well. It tells the client; no fixed number of hours is named. Whoever draws this case gets ‘arguable’ with two arguments.
#
# **Discussion question:** Whom do you call on a Saturday evening when you discover a breach, and is that number written down anywhere?

# %% [markdown] lang="nl"
# ## 2. ‘Het staat toch gewoon in Nederland?’
#
# Je collega heeft een nieuw programma gekoppeld aan het CRM. Het is handig en het staat op een server in Nederland. Gaat er iets niet goed, dan belt ze de helpdesk. Een medewerker in India kijkt dan mee op haar scherm en ziet de klantkaart.
#
# Dat meekijken is doorgifte. Er hoeft geen bestand de grens over: kunnen zien is genoeg. (AVG 44)
#
# Binnen de EER is het geen doorgifte; de EER is de EU met een paar landen erbij. Daarbuiten is een van deze dingen nodig:
#
# 1. **Een besluit** van de Europese Commissie dat het land, of een deel ervan, genoeg bescherming biedt: een adequaatheidsbesluit. (AVG 45)
# 2. **Een waarborg**, meestal standaardbepalingen in het contract. Iemand beoordeelt dan ook wat de wetten van dat land ermee doen. Die beoordeling heet TIA. (AVG 46)
# 3. **Een afwijking**, voor een enkele keer. Je boekt bijvoorbeeld voor een klant een hotel in Japan. Voor iets wat steeds terugkomt, is dat niet bedoeld. (AVG 49)
#
# Vraagt een rechter of een dienst uit zo'n land om gegevens? Geef niets en ga naar je privacyfunctionaris. Zo'n bevel is op zichzelf geen reden om iets te geven. (AVG 48)

# %% [markdown] lang="en"
# ## 2. ‘But it is just in the Netherlands, isn't it?’
#
# Your colleague has connected a new program to the CRM. It is handy and it runs on a server in the Netherlands. When something goes wrong she calls the help desk. Somebody at the help desk in India then shares her screen and sees the customer's record.
#
# Viewing from there is a transfer. No file needs to cross the border: being able to see is enough. (GDPR 44)
#
# Within the EEA, which is the EU and a few countries more, it is no transfer. Outside it one of these is needed:
#
# 1. **A decision** of the European Commission that the country, or part of it, offers enough protection: an adequacy decision. (GDPR 45)
# 2. **A safeguard**, usually standard clauses in the contract. Somebody then also assesses what the laws of that country do to them. That assessment is called a TIA. (GDPR 46)
# 3. **A derogation**, for a single occasion. You book a hotel in Japan for a customer, for instance. It is not meant for what keeps coming back. (GDPR 49)
#
# Does a court or a service of such a country ask for data? Give nothing and go to your privacy officer. Such an order is no reason in itself to hand anything over. (GDPR 48)

# %%
tables_transfers.free(s.law, lang)

# %%
lessons.articles(s.law, ["AVG 44", "AVG 45", "AVG 46", "AVG 48", "AVG 49"], lang)

# %% [markdown] lang="nl"
# ## 3. De dag telt mee
#
# Een besluit kan vervallen. Dat gebeurde met het besluit over de Verenigde Staten: de rechter verklaarde het ongeldig, en dat gold meteen. Ook standaardbepalingen hebben een begin en een eind.
#
# Hieronder zie je één Amerikaanse leverancier op de dagen rond zo'n verandering. De leverancier staat steeds op de lijst van het besluit. Daarna staan de dagen van de standaardbepalingen.

# %% [markdown] lang="en"
# ## 3. The day counts
#
# A decision can lapse. That happened to the decision on the United States: the court declared it invalid, with effect at once. Standard clauses have a beginning and an end too.
#
# Below you see one American supplier on the days around such a change. The supplier is on the list of the decision all along. After it come the days of the standard clauses.

# %%
supplier = {"processors.country": "US", "processors.mechanism": "adequacy", "processors.in_scope": True}
days = tables_then_and_now.days_of_change(s.law, "countries", "adequacy", "US")
tables_then_and_now.on_days("transfer-without-ground", supplier, days, lang, ("instrument",), "caption_us")

# %%
tables_transfers.clauses(s.law, lang)

# %% [markdown] lang="nl"
# **Opgave.** Kijk eerst waar de gegevens staan en vanwaar iemand erbij kan. Kijk dan naar de dag van het geval, en pas daarna naar wat er is geregeld. Een besluit over de VS geldt alleen voor bedrijven die op de lijst staan.

# %% [markdown] lang="en"
# **Exercise.** First look at where the data are and from where somebody can reach them. Then look at the day of the case, and only after that at what was arranged. A decision on the US covers only firms that are on the list.

# %% tags=["exercise"]
q2 = s.judge("transfer-without-ground")
q2.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - ‘De server staat in Nederland, dus het is goed.’ De toegang vanuit een ander land is over het hoofd gezien.
# - De dag van het geval wordt overgeslagen en het recht van vandaag wordt toegepast.
# - ‘Er is een besluit over de VS, dus elk Amerikaans bedrijf mag.’ Alleen bedrijven op de lijst vallen eronder.
#
# **Gespreksvraag:** Van welke leverancier van jullie weet je zeker vanuit welke landen de helpdesk meekijkt?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - ‘The server is in the Netherlands, so it is fine.’ Access from another country was overlooked.
# - The day of the case is skipped and today's law is applied.
# - ‘There is a decision on the US, so every American firm is fine.’ Only firms on the list are covered.
#
# **Discussion question:** Of which of your suppliers do you know for certain from which countries the help desk can see your screen?

# %% [markdown] lang="nl"
# ## 4. De handtekening komt eerst
#
# Marketing wil vrijdag een mailing versturen met een nieuw programma. Het contract komt volgende week. Kan de lijst er alvast in?
#
# Nee. Het bedrijf achter het programma werkt voor jullie met jullie gegevens: het is een verwerker. Voordat het begint, is er een verwerkersovereenkomst met alle onderdelen die de wet noemt. (AVG 28(3))
#
# Schakelt dat bedrijf op zijn beurt een ander in, dan is dat een subverwerker. Jullie geven daar vooraf schriftelijk toestemming voor. (AVG 28(2))
#
# **Opgave.** Vergelijk de twee datums, en kijk dan of er iets ontbreekt.

# %% [markdown] lang="en"
# ## 4. The signature comes first
#
# Marketing wants to send a mailing on Friday with a new program. The contract comes next week. Can the list go in already?
#
# No. The firm behind the program works with your data for you: it is a processor. Before it starts there is a processing agreement with all the parts that the law names. (GDPR 28(3))
#
# If that firm in turn uses another one, that is a sub-processor. You authorise it in writing beforehand. (GDPR 28(2))
#
# **Exercise.** Compare the two dates, and then see whether anything is missing.

# %% tags=["exercise"]
q3 = s.mark("processor-without-agreement")
q3.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Een overeenkomst die er nu is, wordt goed gerekend, ook als de partij eerder begon.
# - Bij een subverwerker kijkt men alleen naar de overeenkomst en niet naar de toestemming.
#
# **Gespreksvraag:** Wie in jullie organisatie kan een nieuw programma aan het CRM koppelen zonder dat iemand naar het contract kijkt?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - An agreement that is there now is counted as fine, even if the party started earlier.
# - For a sub-processor people look only at the agreement and not at the authorisation.
#
# **Discussion question:** Who in your organisation can connect a new program to the CRM without anybody looking at the contract?

# %% [markdown] lang="nl"
# ## 5. Bij welke toezichthouder?
#
# Voor een bedrijf met vestigingen in één land en klanten in één land is het eenvoudig: de toezichthouder van dat land. In Nederland is dat de Autoriteit Persoonsgegevens (AP). (AVG 55(1))
#
# Raakt de verwerking meer landen, dan is er één leidende toezichthouder: die van de hoofdvestiging. (AVG 56(1)) Dat is niet vanzelf het hoofdkantoor. Het gaat erom waar over doel en middelen wordt beslist, en of die vestiging dat kan laten uitvoeren. (AVG 4(16)) Wordt er alleen buiten de EU beslist, dan is er geen leidende. Een overheidsorgaan heeft er voor zijn publieke taak ook geen. (AVG 55(2))
#
# Deze opgave is voor wie leidinggeeft of meldingen doet. Ook hier staat de dag bij de feiten.

# %% [markdown] lang="en"
# ## 5. Which authority?
#
# For a firm with establishments in one country and customers in one country it is simple: the authority of that country. In the Netherlands that is the Autoriteit Persoonsgegevens (AP). (GDPR 55(1))
#
# If the processing touches more countries there is one lead authority: that of the main establishment. (GDPR 56(1)) That is not simply the head office. What counts is where purposes and means are decided, and whether that establishment can have this implemented. (GDPR 4(16)) If decisions are taken only outside the EU, there is no lead. A public body has none either for its public task. (GDPR 55(2))
#
# This exercise is for those who manage or report breaches. Here too the day is among the facts.

# %% tags=["exercise"]
q4 = s.judge("lead-authority")
q4.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - ‘Het hoofdkantoor’ wordt gekozen zonder te kijken wie er beslist.
# - Is over het beslissen niets vastgelegd, dan vult men het zelf in. Sinds het advies van de Europese toezichthouders kan dat niet meer.
#
# **Gespreksvraag:** Welk besluit over het CRM is bij jullie het laatst genomen, in welk land, en hoe laat je dat zien?
#
# **Als de tijd op is:** laat de opgave over de leidende toezichthouder weg en laat het deel over de boetes thuis lezen.

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - ‘The head office’ is chosen without looking at who decides.
# - If nothing is recorded about who decides, people fill it in themselves. Since the opinion of the European authorities that is no longer possible.
#
# **Discussion question:** Which decision about the CRM was taken last, in which country, and how do you show that?
#
# **When late:** leave out the exercise on the lead authority and have the part on the fines read at home.

# %% [markdown] lang="nl"
# ## 6. Wat staat er op het spel?
#
# De wet kent twee maxima. Welk maximum geldt, hangt af van het artikel. (AVG 83(4), AVG 83(5)) Het maximum is niet wat een bedrijf betaalt. De berekening begint met een deel ervan, naar de ernst en de omzet. Een deel van de boetes werd later lager; daarom staat hieronder ook wat ervan overbleef.

# %% [markdown] lang="en"
# ## 6. What is at stake?
#
# The law has two maximums. Which one applies depends on the article. (GDPR 83(4), GDPR 83(5)) The maximum is not what a firm pays. The calculation starts with a part of it, by seriousness and turnover. Some of the fines were lowered later; that is why what was left of them is below too.

# %%
tables_transfers.fines(s.law, "AVG 44", lang)

# %%
tables_transfers.decisions(s.law, lang, ("uber_transfers", "takeaway", "knltb", "dpg_media", "coolblue"))

# %% [markdown] lang="nl"
# ## 7. En het hele bedrijf?
#
# De controles die jouw antwoorden nakeken, kijken nu alle partijen, bevelen en datalekken van het oefenbedrijf na.

# %% [markdown] lang="en"
# ## 7. And the whole firm?
#
# The checks that marked your answers now go through all parties, orders and breaches of the practice firm.

# %%
lessons.results(s.scan(themes=["transfers", "supervision"]), lang)

# %% [markdown] lang="nl" tags=["monday"]
# ## Drie dingen voor maandag, in je eigen CRM
#
# 1. **Zoek het nummer voor een datalek op.** Wie neemt op, ook in het weekend? Zet naam en nummer waar je team ze in één klik vindt.
# 2. **Maak een lijst van wat er aan je CRM hangt.** Kijk bij de koppelingen of apps en noem er vijf. Vraag inkoop van elk: is er een verwerkersovereenkomst, en van welke dag?
# 3. **Stel je leverancier twee vragen.** In welk land staan onze gegevens? Vanuit welke landen kan de helpdesk erbij? Vraag het antwoord per e-mail en bewaar het.

# %% [markdown] lang="en" tags=["monday"]
# ## Three things for Monday, in your own CRM
#
# 1. **Look up the number for a data breach.** Who answers, at the weekend too? Put name and number where your team finds them in one click.
# 2. **List what is attached to your CRM.** Look under integrations or apps and name five. Ask purchasing about each: is there a processing agreement, and of which day?
# 3. **Ask your supplier two questions.** In which country are our data? From which countries can the help desk reach them? Ask for the answer by e-mail and keep it.
