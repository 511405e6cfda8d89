# ---
# jupyter:
#   avgkit:
#     title: {nl: "Begin hier: welkom en startscan", en: "Start here: welcome and start scan"}
#     kind: start
#     order: 10
#     level: crm
#     teach_min: 10
#     practice_min: 10
#     needs: []
#     law_date: "2026-11-23"
#     half_day: true
#     exercises: ["quiz:start"]
#     minutes: {"quiz:start": 10}
#     drop: []
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% [markdown] lang="nl"
# # Welkom
#
# *[Read this in English](../en/start.ipynb)*
#
# Je werkt met klantgegevens. In deze lessen oefen je wat wel en niet mag volgens de AVG, de Europese privacywet. Je leest weinig en beslist veel. Na elk antwoord lees je meteen waarom, met het wetsartikel erbij.
#
# Alle klanten in de lessen zijn verzonnen. Je kunt dus niets kapotmaken en niemand kwetsen.
#
# Op deze pagina:
#
# - zie je hoe een les werkt;
# - doe je een korte startscan, om te zien wat je al weet;
# - kies je de lessen die bij je werk passen.
#
# Dit kost ongeveer twintig minuten.

# %% [markdown] lang="en"
# # Welcome
#
# *[Lees dit in het Nederlands](../nl/start.ipynb)*
#
# You work with customer data. In these lessons you practise what is and is not allowed under the GDPR, the European privacy law. You read little and decide a lot. After each answer you read straight away why, with the article of the law.
#
# All customers in the lessons are invented. So you cannot break anything or hurt anybody.
#
# On this page you:
#
# - see how a lesson works;
# - do a short start scan, to see what you already know;
# - choose the lessons that fit your work.
#
# It takes about twenty minutes.

# %% [markdown] lang="nl"
# ## 1. Zo werkt een les
#
# Een les is één lange pagina. Je leest van boven naar beneden en maakt onderweg opgaven. Er zijn twee manieren om een les te openen. Kijk welke bij jou past.
#
# **Zie je boven deze tekst een menu met File (Bestand), Edit (Bewerken) en Run (Uitvoeren)?** Dan zit je in JupyterLab. Kies aan het begin van elke les in het menu **Run** de regel **Run All Cells** (in het Nederlands **Uitvoeren** en **Alle cellen uitvoeren**). Na ongeveer een halve minuut staan alle opgaven er. Je bent dan onderaan de pagina: blader terug naar boven. Zie je drie puntjes of een smalle grijze balk, dan zit daar een blok met opdrachten voor de computer. Laat het dicht; je hebt het niet nodig.
#
# **Zie je geen menu, maar alleen deze tekst?** Dan hoef je niets te starten. De opgaven komen vanzelf.
#
# Hieronder staat hoe een opgave werkt en wat de vier uitkomsten betekenen. Het kan ook met het toetsenbord: met de Tab-toets ga je naar het volgende vakje, met de spatiebalk kruis je aan. Er is geen cijfer en je kunt niet zakken.

# %% [markdown] lang="en"
# ## 1. How a lesson works
#
# A lesson is one long page. You read from top to bottom and do exercises on the way. There are two ways to open a lesson. See which one is yours.
#
# **Do you see a menu with File, Edit and Run above this text?** Then you are in JupyterLab. At the start of each lesson, choose **Run All Cells** in the menu **Run** (in Dutch **Alle cellen uitvoeren** and **Uitvoeren**). After about half a minute all exercises are there. You are at the bottom of the page then: scroll back to the top. Where you see three dots or a narrow grey bar, a block with instructions for the computer is folded away. Leave it folded; you do not need it.
#
# **Do you see no menu, only this text?** Then there is nothing to start. The exercises appear by themselves.
#
# Below you read how an exercise works and what the four outcomes mean. It works with the keyboard too: the Tab key takes you to the next box, the space bar ticks it. There is no mark and you cannot fail.

# %% tags=["parameters"]
lang = "nl"
on = "2026-11-23"
learner = ""
group = "self"

# %% tags=["hide"]
from avgkit import lessons

s = lessons.start("start", lang=lang, on=on, learner=learner, group=group)
s

# %% [markdown] lang="nl"
# ## 2. Wie ben je?
#
# Dat vragen we niet. Je krijgt een code, die geloot is; hij staat hierboven. Je naam, je mailadres en je werkgever zijn nergens nodig, en ook niet hoe lang je over een opgave deed. Zo doen we zelf wat de wet van jou vraagt: niet meer bewaren dan nodig is. (AVG 5(1)(c))
#
# Onderaan deze pagina kun je alles lezen wat er van je staat, en het weghalen. Werken er meer mensen op deze computer? Kies daar dan eerst een nieuwe code en open deze pagina opnieuw.

# %% [markdown] lang="en"
# ## 2. Who are you?
#
# We do not ask. You get a code, drawn at random; it stands above. Your name, your e-mail address and your employer are not needed anywhere, nor is how long an exercise took you. So we do what the law asks of you: keep no more than is needed. (GDPR 5(1)(c))
#
# At the bottom of this page you can read everything that is kept about you, and remove it. Do several people use this computer? Then choose a new code there first and open this page again.

# %% [markdown] lang="nl"
# ## 3. Startscan: wat weet je al?
#
# Hieronder staan acht korte gevallen over acht onderwerpen. Kies bij elk geval **klopt**, **bevinding** of **niet te zeggen**. Weet je het niet, kies dan **weet ik niet**. Dan zie je straks waar je het best kunt beginnen.
#
# Niemand verwacht dat je dit al kunt. Aan het eind van de lessen krijg je acht andere gevallen over dezelfde onderwerpen. Dan zie je wat je hebt geleerd. Alleen je eerste antwoord telt daarvoor mee.

# %% [markdown] lang="en"
# ## 3. Start scan: what do you know already?
#
# Below are eight short cases on eight subjects. For each case choose **in order**, **finding** or **unknown**. If you do not know, choose **I do not know**. It shows you where to begin.
#
# Nobody expects you to be able to do this already. At the end of the lessons you get eight other cases on the same subjects. Then you see what you have learned. Only your first answer counts for that.

# %% tags=["exercise"]
q1 = s.quiz("start")
q1.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Alles een bevinding noemen, om zeker te zijn. Ongeveer de helft van de gevallen klopt.
# - ‘Niet te zeggen’ kiezen als het antwoord onbekend is. Dat antwoord is voor gevallen waarin een feit ontbreekt; wie het niet weet, kiest ‘weet ik niet’.
# - Uitgaan van de gewoonte op het eigen werk in plaats van de feiten die er staan.
#
# **Gespreksvraag:** welk geval lijkt het meest op iets van vorige week, en wat deed je toen?
#
# **Als de tijd op is:** laat iedereen de startscan thuis of vóór de les doen. Sla haar niet over: zonder startscan is er aan het eind geen leerwinst te zien. Kijk alleen naar de groep als geheel, en pas vanaf vijf mensen.

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Calling everything a finding, to be on the safe side. About half of the cases are in order.
# - Choosing ‘unknown’ when one does not know the answer. That answer is for cases in which a fact is missing; who does not know chooses ‘I do not know’.
# - Going by the habit at work instead of by the facts shown.
#
# **Discussion question:** which case is most like something of last week, and what did you do then?
#
# **When late:** let everybody do the start scan at home or before the lesson. Do not leave it out: without a start scan no learning gain can be shown at the end. Look only at the group as a whole, and only from five people up.

# %% [markdown] lang="nl"
# ## 4. Kies je lessen
#
# Ging het bij een onderwerp mis, begin dan daar. Of kijk wat bij je werk past. Elke les staat op zichzelf en eindigt met drie dingen die je maandag in je eigen CRM kunt doen.

# %% [markdown] lang="en"
# ## 4. Choose your lessons
#
# If a subject went wrong, begin there. Or see what fits your work. Each lesson stands on its own and ends with three things that you can do in your own CRM on Monday.

# %% tags=["hide"]
from avgkit.lessons import tables_start

tables_start.roles(lang)

# %% tags=["hide"]
tables_start.overview(lang)

# %% [markdown] lang="nl"
# Een paar tips:
#
# - **Werk je met het CRM?** Doe de vier lessen in de volgorde van de tabel en sluit af met de eindtoets. Samen is dat een halve dag.
# - **Geef je leiding?** Doe de lessen zelf en bespreek daarna met je team steeds één ding voor maandag.
# - **Ben je privacyfunctionaris?** Controleer met de les over het register wat je organisatie zegt tegen wat het CRM doet.
# - **Ben je analist?** Bij ‘je eigen gegevens’ laat je dezelfde controles los op een export. Doe eerst een paar lessen, dan begrijp je wat ze vinden.
# - **Geef je de training?** Doe eerst zelf de halve dag. Open daarna de editie voor de trainer, met antwoorden, minuten en vragen voor het gesprek: start `avgkit lab` met `--trainer`.
#
# De lessen zijn uitleg en geen juridisch advies. Gaat het om een echt geval, vraag het dan aan je privacyfunctionaris.

# %% [markdown] lang="en"
# Some tips:
#
# - **Do you work with the CRM?** Do the four lessons in the order of the table and finish with the closing quiz. Together that is half a day.
# - **Do you lead a team?** Do the lessons yourself and then discuss one thing for Monday at a time with your team.
# - **Are you a privacy officer?** Use the lesson on the register to compare what your organisation says with what the CRM does.
# - **Are you an analyst?** In ‘your own data’ you run the same checks on an export. Do a few lessons first, so that you understand what they find.
# - **Do you give the training?** Do the half day yourself first. Then open the trainer's edition, with answers, minutes and questions for discussion: start `avgkit lab` with `--trainer`.
#
# The lessons explain; they are no legal advice. If it is about a real case, ask your privacy officer.

# %% [markdown] lang="nl"
# ## 5. Je voortgang
#
# Hier zie je hoe ver je bent. Je kunt ook lezen wat we van je bewaren, iets weghalen of verdergaan met een andere code. Kom je later terug op dezelfde computer, dan staan je antwoorden er nog.

# %% [markdown] lang="en"
# ## 5. Your progress
#
# Here you see how far you are. You can also read what we keep about you, remove something or go on with another code. If you come back later on the same computer, your answers are still there.

# %% tags=["hide"]
lessons.panel(s)
