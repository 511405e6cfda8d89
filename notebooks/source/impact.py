# ---
# jupyter:
#   avgkit:
#     title: {nl: "DPIA: eerst kijken, dan beginnen", en: "DPIA: look first, then start"}
#     order: 110
#     level: crm
#     teach_min: 13
#     practice_min: 16
#     needs: [register]
#     law_date: "2026-11-23"
#     half_day: false
#     exercises: ["judge:assessment-missing", "mark:assessment-incomplete", "mark:assessment-stale", "mark:consultation-missing"]
#     minutes: {"judge:assessment-missing": 5, "mark:assessment-incomplete": 3, "mark:assessment-stale": 4, "mark:consultation-missing": 4}
#     drop: ["mark:assessment-incomplete"]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% [markdown] lang="nl"
# # DPIA: eerst kijken, dan beginnen
#
# Na deze les kun je:
#
# - herkennen wanneer een plan voor het CRM een DPIA nodig heeft;
# - zien of een DPIA volledig en nog bij de tijd is;
# - zeggen wat er gebeurt als het risico hoog blijft.
#
# Je bent ongeveer een halfuur bezig. Ruim de helft daarvan oefen je zelf.
#
# Deze les is vooral voor wie plannen voor het CRM maakt of beoordeelt. Werk je alleen mét het CRM, dan heb je aan de eerste opgave genoeg: zo weet je wanneer je aan de bel trekt.

# %% [markdown] lang="en"
# # DPIA: look first, then start
#
# After this lesson you can:
#
# - recognise when a plan for the CRM needs a DPIA;
# - see whether a DPIA is complete and still up to date;
# - say what happens if the risk stays high.
#
# It takes about half an hour. More than half of that is practice.
#
# This lesson is mainly for those who make or judge plans for the CRM. If you only work with the CRM, the first exercise is enough: it tells you when to speak up.

# %% tags=["parameters"]
lang = "nl"
on = "2026-11-23"
learner = ""
group = "self"

# %% tags=["hide"]
from avgkit import lessons
from avgkit.lessons import tables_impact, tables_rights

s = lessons.start("impact", lang=lang, on=on, learner=learner, group=group)
s

# %% [markdown] lang="nl"
# ## 1. ‘Het systeem kan het, zullen we het aanzetten?’
#
# De leverancier van het CRM laat iets nieuws zien. Elke prospect krijgt een cijfer: hoe groot is de kans dat die koopt? Wie laag scoort, wordt niet meer gebeld en krijgt ook geen korting. Het staat met één klik aan.
#
# Voor de verkoper is dat handig. Voor iemand met een laag cijfer betekent het iets anders: die weet van niets en merkt alleen dat een ander wel korting krijgt. Juist dan kijk je vooraf wat het voor mensen betekent. Dat heet een gegevensbeschermingseffectbeoordeling. Iedereen zegt DPIA. (AVG 35(1))

# %% [markdown] lang="en"
# ## 1. ‘The system can do it, shall we switch it on?’
#
# The supplier of the CRM shows something new. Each prospect gets a score: how likely is it that this person will buy? Whoever scores low is no longer called and gets no discount. It is on with one click.
#
# For a salesperson that is handy. For somebody with a low score it means something else: that person knows nothing of it and only notices that others get a discount. That is just when you look beforehand at what it means for people. It is called a data protection impact assessment. Everybody says DPIA. (GDPR 35(1))

# %% [markdown] lang="nl"
# ## 2. Wanneer is een DPIA nodig?
#
# Loop drie vragen langs. Bij een ja op vraag 1 of 2 ben je klaar.
#
# 1. **Is het een van de gevallen uit de AVG?** Dan moet het altijd. (AVG 35(3))
# 2. **Staat het op de lijst van de AP?** Dan moet het ook. De meeste soorten tellen pas op grote schaal, of als het stelselmatig gebeurt. Hieronder staan de soorten die je in een CRM tegenkomt; de hele lijst staat in deel 7. (AVG 35(4))
# 3. **Hoeveel kenmerken van hoog risico heeft het?** Onder de tabel met kenmerken lees je vanaf hoeveel een DPIA meestal nodig is. Doe je er dan toch geen, dan schrijf je op waarom en vraag je de FG om advies. Haal je de grens net niet, dan kan een DPIA nog steeds verstandig zijn. (AVG 35(1), AVG 35(2))

# %% [markdown] lang="en"
# ## 2. When is a DPIA needed?
#
# Go through three questions. With a yes to question 1 or 2 you are done.
#
# 1. **Is it one of the cases in the GDPR?** Then it is always needed. (GDPR 35(3))
# 2. **Is it on the list of the Dutch authority?** Then it is needed too. Most kinds count only on a large scale, or when it is systematic. Below are the kinds that you meet in a CRM; the whole list is in part 7. (GDPR 35(4))
# 3. **How many criteria of high risk does it have?** Below the table of criteria you read from how many a DPIA is usually needed. If you still do none, you write down why and ask the DPO for advice. If you just miss the limit, a DPIA can still be wise. (GDPR 35(1), GDPR 35(2))

# %%
tables_impact.always(s.law, lang)

# %%
tables_impact.ap_list(s.law, lang, tables_impact.IN_A_CRM)

# %%
tables_impact.criteria(s.law, lang)

# %%
lessons.articles(s.law, ["AVG 35(1)", "AVG 35(2)", "AVG 35(3)", "AVG 35(4)"], lang)

# %% [markdown] lang="nl"
# In een CRM kom je vooral deze tegen: profielen en leadscores, reclame op maat van wat iemand online doet, een lijst van slechte betalers die je met anderen deelt, en bijhouden wie met wie belt en mailt. Zoek ze op in de lijst hierboven.
#
# **Let op de dag.** Een DPIA komt vóór de start. Een die later komt, is beter dan geen, maar nog steeds te laat. (AVG 35(1))
#
# **Opgave.** Is het hier met de DPIA in orde?

# %% [markdown] lang="en"
# In a CRM you mostly meet these: profiles and lead scores, advertising made to fit what somebody does online, a list of bad payers that you share with others, and recording who calls and e-mails whom. Look them up in the list above.
#
# **Mind the day.** A DPIA comes before the start. One that comes later is better than none, but still too late. (GDPR 35(1))
#
# **Exercise.** Is everything in order with the DPIA here?

# %% tags=["exercise"]
q1 = s.judge("assessment-missing")
q1.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Onder de grens meteen een bevinding zien. Laat de groep zeggen wanneer zij er toch een zouden doen.
# - Boven de grens en met een reden op papier toch een bevinding zien. Met de mening van de FG erbij mag dat. Staat de soort op de lijst van de AP, dan mag het niet.
# - ‘Niet nagegaan’ lezen als ‘geen’.
#
# **Gespreksvraag:** welke knop in jullie CRM zou je na deze opgave niet meer zomaar aanzetten?
#
# **Als de tijd op is:** sla de opgave over de volledigheid over.

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Seeing a finding at once below the limit. Let the group say when they would do one all the same.
# - Seeing a finding above the limit with a reason in writing. With the view of the DPO that is allowed. If the kind is on the Dutch list, it is not.
# - Reading ‘not checked’ as ‘none’.
#
# **Discussion question:** which button in your CRM would you no longer just switch on after this exercise?
#
# **When late:** skip the exercise on completeness.

# %% [markdown] lang="nl"
# ## 3. Wat staat erin?
#
# Een DPIA hoeft geen boek te zijn. De onderdelen hieronder moeten erin staan. (AVG 35(7)) Is er een FG, dan vraag je die om advies. (AVG 35(2)) Het onderdeel dat je makkelijk vergeet, gaat over de mensen zelf: wat kan er voor hen misgaan?

# %% [markdown] lang="en"
# ## 3. What is in it?
#
# A DPIA need not be a book. The parts below must be in it. (GDPR 35(7)) If there is a DPO, you ask for advice. (GDPR 35(2)) The part that is easily forgotten is about the people themselves: what can go wrong for them?

# %%
tables_impact.parts(s.law, lang)

# %% tags=["exercise"]
q2 = s.mark("assessment-incomplete")
q2.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Alleen naar de letters kijken en het advies van de FG vergeten.
# - Risico's voor de organisatie meetellen als risico's voor mensen. Het gaat om wat de mensen in het CRM kan overkomen.
#
# **Gespreksvraag:** wat kan er misgaan voor iemand met een verkeerd cijfer in jullie CRM?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Looking at the letters only and forgetting the advice of the DPO.
# - Counting risks to the organisation as risks to people. The question is what can happen to the people in the CRM.
#
# **Discussion question:** what can go wrong for somebody with a wrong score in your CRM?

# %% [markdown] lang="nl"
# ## 4. Klopt de DPIA nog?
#
# In het voorjaar doet iemand een keurige DPIA. In de zomer komt er een bron bij: gekochte gegevens over de wijk. Niemand denkt nog aan het document.
#
# Verandert het risico, bijvoorbeeld door een andere werkwijze, dan kijk je de DPIA opnieuw na. (AVG 35(11)) Dat er geen verandering bekend is, zegt pas iets als er sindsdien iemand heeft gekeken.
#
# **Opgave.** Welke DPIA's zijn verouderd?

# %% [markdown] lang="en"
# ## 4. Is the DPIA still right?
#
# In spring somebody does a proper DPIA. In summer a source is added: bought data about the neighbourhood. Nobody thinks of the document any more.
#
# When the risk changes, for example through another way of working, you go through the DPIA again. (GDPR 35(11)) That no change is known says something only if somebody has looked since.
#
# **Exercise.** Which DPIAs are out of date?

# %% tags=["exercise"]
q3 = s.mark("assessment-stale")
q3.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Een DPIA verouderd noemen omdat die al lang bestaat. De dag van de verandering telt, niet de leeftijd.
# - Een herziening over het hoofd zien: die telt als bijwerken.
#
# **Gespreksvraag:** wie hoort bij jullie dat het CRM verandert, en weet die dat er een DPIA bij hoort?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Calling an old DPIA out of date because it is old. The day of the change counts, not the age.
# - Overlooking a review: it counts as an update.
#
# **Discussion question:** who in your organisation is told that the CRM changes, and does that person know that there is a DPIA?

# %% [markdown] lang="nl"
# ## 5. Als het risico hoog blijft
#
# Soms helpen maatregelen niet genoeg. Dan leg je het plan voor aan de AP voordat je begint. Dat heet voorafgaande raadpleging. (AVG 36(1)) De AP heeft een vaste tijd voor haar advies en kan die verlengen; hoeveel, staat in de tabel. (AVG 36(2))
#
# **Opgave.** Kijk naar het risico dat overblijft, en dan naar de dagen. Bij welke verwerkingen had de AP geraadpleegd moeten zijn?

# %% [markdown] lang="en"
# ## 5. If the risk stays high
#
# Sometimes measures do not help enough. Then you put the plan before the authority before you start. That is called prior consultation. (GDPR 36(1)) The authority has a fixed time for its advice and can extend it; the table says how much. (GDPR 36(2))
#
# **Exercise.** Look at the risk that remains, and then at the days. For which processing should the authority have been consulted?

# %%
tables_rights.terms(s.law, ["consultation", "extension_told"], lang)

# %% tags=["exercise"]
q4 = s.mark("consultation-missing")
q4.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Denken dat een DPIA genoeg is. Blijft het risico hoog, dan hoort de raadpleging erbij.
# - Een raadpleging na de start goed vinden.
#
# **Gespreksvraag:** wat zou jullie eerste maatregel zijn om het risico lager te maken, zodat raadplegen niet nodig is?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Thinking that a DPIA is enough. If the risk stays high, the consultation belongs to it.
# - Accepting a consultation after the start.
#
# **Discussion question:** what would be your first measure to lower the risk, so that no consultation is needed?

# %% [markdown] lang="nl"
# ## 6. Het hele bedrijf
#
# Zo staan de verwerkingen van het oefenbedrijf ervoor. Daaronder staat wat de controles vinden, ook over de privacystappen in elk proces. (AVG 25(1))

# %% [markdown] lang="en"
# ## 6. The whole firm
#
# This is how the processing activities of the practice firm stand. Below them is what the checks find, about the privacy steps in each process too. (GDPR 25(1))

# %%
tables_impact.activities(s.crm, s.policy, s.law, lang)

# %%
lessons.results(s.scan(themes=["impact"]), lang)

# %% [markdown] lang="nl"
# ## 7. Om op te zoeken: de hele lijst van de AP
#
# Deze lijst hoef je niet te kennen. Leg hem ernaast als iemand iets nieuws wil gaan doen met gegevens. (AVG 35(4))

# %% [markdown] lang="en"
# ## 7. To look things up: the whole Dutch list
#
# You need not know this list. Keep it at hand when somebody wants to do something new with data. (GDPR 35(4))

# %%
tables_impact.ap_list(s.law, lang)

# %% [markdown] lang="nl" tags=["monday"]
# ## Drie dingen voor maandag, in je eigen CRM
#
# 1. **Zoek in je CRM naar een score, een rangorde of een automatische keuze.** Vraag wie dat aanzette, wanneer, en of er een DPIA bij hoort.
# 2. **Neem het laatste plan dat nog moet beginnen.** Loop met een collega de drie vragen langs en schrijf het antwoord op, ook als het nee is.
# 3. **Zoek één DPIA op.** Wat is er in het CRM veranderd sinds die dag? Zet dat in een mail aan de eigenaar.

# %% [markdown] lang="en" tags=["monday"]
# ## Three things for Monday, in your own CRM
#
# 1. **Look in your CRM for a score, a ranking or an automatic choice.** Ask who switched it on, when, and whether there is a DPIA.
# 2. **Take the latest plan that has not started yet.** Go through the three questions with a colleague and write down the answer, even if it is no.
# 3. **Look up one DPIA.** What has changed in the CRM since that day? Put that in an e-mail to the owner.
