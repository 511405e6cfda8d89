# ---
# jupyter:
#   avgkit:
#     title: {nl: "Volwassenheid: hoe ver zijn we, en wanneer is het klaar?", en: "Maturity: how far are we, and when will it be done?"}
#     order: 130
#     level: crm
#     teach_min: 15
#     practice_min: 16
#     needs: [consent]
#     law_date: "2026-11-23"
#     half_day: false
#     exercises: ["judge:claim-without-evidence", "mark:claim-without-evidence", "mark:theme-below-target"]
#     minutes: {"judge:claim-without-evidence": 4, "mark:claim-without-evidence": 6, "mark:theme-below-target": 6}
#     drop: ["mark:claim-without-evidence"]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% [markdown] lang="nl"
# # Volwassenheid: hoe ver zijn we, en wanneer is het klaar?
#
# Na deze les kun je:
#
# - zeggen op welk niveau een werkwijze staat, en waaruit dat blijkt;
# - een oordeel naast een telling leggen;
# - een plan lezen dat vanaf een einddatum is teruggerekend.
#
# Je bent ongeveer een halfuur bezig. De helft daarvan oefen je zelf. Leg pen en papier klaar: wat je over je eigen organisatie opschrijft, blijft van jou en wordt hier niet bewaard.

# %% [markdown] lang="en"
# # Maturity: how far are we, and when will it be done?
#
# After this lesson you can:
#
# - say at which level a practice is, and what shows it;
# - lay an opinion beside a count;
# - read a plan that was reckoned back from an end date.
#
# It takes about half an hour. Half of that is practice. Have pen and paper ready: what you write about your own organisation stays yours and is not kept here.

# %% tags=["parameters"]
lang = "nl"
on = "2026-11-23"
learner = ""
group = "self"

# %% tags=["hide"]
import avgkit
from avgkit import lessons
from avgkit.lessons import tables_maturity

s = lessons.start("maturity", lang=lang, on=on, learner=learner, group=group)
s

# %% [markdown] lang="nl"
# ## 1. ‘Dat hebben wij goed geregeld’
#
# De directie vraagt hoe het staat met de privacy. ‘Toestemming hebben we goed geregeld’, zegt je chef. ‘Doe maar een vier.’ Waaruit blijkt dat?
#
# De organisatie moet kunnen laten zien dat zij zich aan de AVG houdt. (AVG 5(2)) Zij gaat ook steeds na of haar maatregelen nog kloppen. (AVG 24(1)) Een cijfer alleen laat niets zien.
#
# Veel organisaties geven zichzelf per thema een niveau. Die niveaus komen uit een model, niet uit de wet. Het hoogste niveau is geen plicht, en een hoog niveau is geen bewijs dat alles klopt.

# %% [markdown] lang="en"
# ## 1. ‘We have that well in hand’
#
# Management asks how privacy is doing. ‘Consent is well in hand,’ says your manager. ‘Make it a four.’ What shows that?
#
# The organisation must be able to show that it keeps to the GDPR. (GDPR 5(2)) It also keeps looking at whether its measures are still right. (GDPR 24(1)) A mark alone shows nothing.
#
# Many organisations give themselves a level for each theme. Those levels come from a model, not from the law. The highest level is no duty, and a high level does not prove that everything is in order.

# %%
tables_maturity.levels(s.law, lang)

# %%
lessons.articles(s.law, ["AVG 5(2)", "AVG 24(1)"], lang)

# %% [markdown] lang="nl"
# **Opgave.** Kijk eerst naar het niveau. Vraagt dat niveau om bewijs? Kijk dan pas of er iets is genoemd. Een streepje of een vraagteken is geen bewijs.

# %% [markdown] lang="en"
# **Exercise.** First look at the level. Does that level call for evidence? Only then see whether anything is named. A dash or a question mark is not evidence.

# %% tags=["exercise"]
q1 = s.judge("claim-without-evidence")
q1.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Een laag niveau zonder bewijs wordt een bevinding genoemd. Wie weinig zegt, hoeft weinig te laten zien.
# - Men kijkt naar het streefniveau. Dat doet hier niet mee.
#
# **Gespreksvraag:** Wat zou jij aan een vreemde laten zien als bewijs dat een afmelding bij jullie wordt gevolgd?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - A low level without evidence is called a finding. Whoever claims little has little to show.
# - People look at the target level. It plays no part here.
#
# **Discussion question:** What would you show a stranger as evidence that an unsubscription is followed at your organisation?

# %% [markdown] lang="nl"
# ## 2. Zeven keer een eigen oordeel
#
# Zo'n lijst komt ook bij jou voorbij. Hieronder staan zeven regels uit zulke lijsten, van verschillende bedrijven. Het streefniveau is waar een bedrijf naartoe wil. Kruis aan waar een bedrijf meer zegt dan het laat zien.

# %% [markdown] lang="en"
# ## 2. Seven opinions of one's own
#
# A list like this will come past you too. Below are seven rows of such lists, from different firms. The target level is where a firm wants to be. Tick where a firm claims more than it shows.

# %% tags=["exercise"]
q2 = s.mark("claim-without-evidence")
q2.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - ‘todo’ of een vraagteken wordt als bewijs gelezen, omdat er iets staat.
# - Een hoog niveau met een goed document wordt toch aangekruist, omdat men het niet gelooft. Of het bewijs klopt, is een volgende vraag.
#
# **Gespreksvraag:** Hoe oud mag bewijs zijn voordat je het niet meer gelooft?
#
# **Als de tijd op is:** laat de opgave met de zeven regels over bewijs weg; het losse geval ervoor oefent dezelfde regel.

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - ‘todo’ or a question mark is read as evidence, because something is there.
# - A high level with a good document is ticked all the same, because people do not believe it. Whether the evidence is right is a next question.
#
# **Discussion question:** How old may evidence be before you stop believing it?
#
# **When late:** leave out the exercise with the seven rows on evidence; the single case before it practises the same rule.

# %% [markdown] lang="nl"
# ## 3. Leg er een telling naast
#
# Het oefenbedrijf gaf zichzelf voor elk thema een niveau. De scan telde wat er in het CRM echt gebeurt. Kijk waar die twee elkaar tegenspreken.

# %% [markdown] lang="en"
# ## 3. Lay a count beside it
#
# The practice firm gave itself a level for each theme. The scan counted what really happens in the CRM. See where the two contradict each other.

# %%
plan = avgkit.plan(s.scan(), target="2027-05-31", hours_per_week=16, start=on, lang=lang)
tables_maturity.standing(plan)

# %% [markdown] lang="nl"
# ## 4. Nog niet waar je wilt zijn
#
# Een streefniveau kiest de organisatie zelf. Wie er nog niet is, overtreedt daarmee niets. Maar er hoort wel een stap in het plan te staan: wat, wie en wanneer. Is het te hoog voor jullie, kies dan een lager streefniveau.
#
# **Opgave.** Vergelijk bij elk thema het niveau met het streefniveau. Het bewijs doet nu niet mee. Een bevinding betekent hier alleen: er hoort een stap in het plan.

# %% [markdown] lang="en"
# ## 4. Not yet where you want to be
#
# The organisation chooses a target level itself. Whoever is not there yet breaks no rule by that. But there should be a step in the plan: what, who and when. If it is too high for you, choose a lower one.
#
# **Exercise.** For each theme compare the level with the target level. Evidence plays no part now. A finding only means here that a step belongs in the plan.

# %% tags=["exercise"]
q3 = s.mark("theme-below-target")
q3.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Een laag niveau wordt aangekruist terwijl het streefniveau even laag is. Dan is het bereikt.
# - Een hoog niveau zonder bewijs wordt aangekruist. Dat was de vraag van hiervoor.
#
# **Gespreksvraag:** Voor welk thema is een laag niveau bij jullie goed genoeg, en waarom?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - A low level is ticked although the target level is just as low. Then it has been reached.
# - A high level without evidence is ticked. That was the question before.
#
# **Discussion question:** For which theme is a low level good enough at your organisation, and why?

# %% [markdown] lang="nl"
# ## 5. Terugrekenen vanaf een datum
#
# De directie noemt een einddatum. Kan dat? Tel de uren van elke maatregel op. Tel hoeveel uur er per week is. Reken dan terug. Het oefenbedrijf heeft zestien uur per week en werkt aan één maatregel tegelijk, de ernstigste eerst. De uren per maatregel zijn een schatting.

# %% [markdown] lang="en"
# ## 5. Reckoning back from a date
#
# Management names an end date. Can it be met? Add up the hours of each measure. Count how many hours a week there are. Then reckon back. The practice firm has sixteen hours a week and works on one measure at a time, the most serious first. The hours for each measure are an estimate.

# %%
tables_maturity.answer(plan)

# %%
lessons.figure(tables_maturity.gantt(plan), lang)

# %%
tables_maturity.first_lines(plan)

# %% [markdown] lang="nl"
# Past het niet? Dan kun je drie dingen doen: meer uren vrijmaken, een latere datum kiezen, of minder doen. Doe je minder, schrap dan wat het minst ernstig is.
#
# ## 6. En bij jou?
#
# Neem deze tabel over op papier. Vul drie regels in: de thema's waar jij zelf mee werkt. Schrijf bij elk niveau op waaruit het blijkt. Weet je dat niet, dan heb je je eerste stap gevonden.

# %% [markdown] lang="en"
# It does not fit? Then you can do three things: find more hours, choose a later date, or do less. If you do less, drop what is least serious.
#
# ## 6. And at your place?
#
# Copy this table onto paper. Fill in three rows: the themes that you work with yourself. Beside each level, write what shows it. If you do not know, you have found your first step.

# %%
tables_maturity.paper(lang)

# %%
lessons.results(s.scan(themes=["maturity"]), lang)

# %% [markdown] lang="nl" tags=["monday"]
# ## Drie dingen voor maandag, in je eigen CRM
#
# 1. **Zoek bij één uitspraak het bewijs.** Neem iets wat jullie ‘goed geregeld’ noemen, zoals afmelden. Zoek het document of het logboek waaruit dat blijkt, en noteer waar het staat.
# 2. **Tel één ding.** Maak een lijst van klanten zonder bewaartermijn, of van accounts van vertrokken collega's. Bewaar het getal met de datum, dan kun je over drie maanden vergelijken.
# 3. **Geef één stap een naam en een dag.** Spreek met je leidinggevende af wie die stap zet, hoeveel uur daarvoor is en wanneer hij klaar is.

# %% [markdown] lang="en" tags=["monday"]
# ## Three things for Monday, in your own CRM
#
# 1. **Find the evidence for one claim.** Take something that you call ‘well in hand’, such as unsubscribing. Find the document or log that shows it, and note where it is.
# 2. **Count one thing.** Make a list of customers without a retention period, or of accounts of colleagues who left. Keep the number with the date, so that you can compare in three months.
# 3. **Give one step a name and a day.** Agree with your manager who takes that step, how many hours there are for it and when it is done.
