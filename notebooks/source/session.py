# ---
# jupyter:
#   avgkit:
#     title: {nl: "Voor de trainer: het verloop van een training", en: "For the trainer: how a session goes"}
#     order: 0
#     edition: trainer
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% [markdown] lang="nl"
# # Voor de trainer: het verloop van een training
#
# Hier vind je wat je nodig hebt om een groep te begeleiden: wat je voorbereidt, het tijdschema, de antwoorden voor elke deelnemer, de gebruikelijke fouten en een presentielijst.
#
# De lessen zelf staan ernaast, met je aantekeningen en de antwoorden onder elke opgave. Deelnemers krijgen de lessen zonder die aantekeningen.

# %% [markdown] lang="en"
# # For the trainer: how a session goes
#
# Here you find what you need to guide a group: what to prepare, the timetable, the answers for each participant, the usual mistakes and an attendance sheet.
#
# The lessons are next to this notebook, with your notes and the answers below each exercise. Participants get the lessons without those notes.

# %% [markdown] lang="nl"
# Vul hieronder de naam van de groep in en de codes van de deelnemers. Een groep is een woord, geen naam van een bedrijf of persoon. Een code is een woord en een getal; de deelnemer ziet die bovenaan de les.

# %% [markdown] lang="en"
# Fill in the name of the group and the codes of the participants below. A group is a word, not the name of a company or a person. A code is a word and a number; the participant sees it at the top of the lesson.

# %% tags=["parameters"]
lang = "nl"
group = "self"
learners = ["zon-42", "maan-17"]
lesson = "consent"
attempt = 1
start = "09:00"

# %% tags=["setup"]
from avgkit import lessons
from avgkit.lessons import answers, timetable

# %% [markdown] lang="nl"
# ## 1. Vooraf
#
# **Een week van tevoren**
#
# 1. Overleg met de leiding waarom jullie oefenen en wat er met de uitkomsten gebeurt. Een systeem waarmee je het werk van personeel kunt volgen, kan instemming van de ondernemingsraad vragen. Dit pakket houdt daarom geen namen en geen kloktijden bij en stuurt niets weg. Leg het toch vooraf voor als je uitkomsten van een groep wilt verzamelen.
# 2. Kies de lengte. Kijk in het tijdschema of de pauzes passen bij jullie dag.
# 3. Doe elke les zelf één keer, met een eigen code. Lees daarna dezelfde les in de uitgave voor de trainer.
# 4. Laat het pakket op de computers zetten, of regel één computer per twee deelnemers. Nodig zijn verder een scherm voor de groep en een printer.
#
# **Een dag van tevoren**
#
# 1. Open op elke computer de startpagina en kijk of de eerste opgave verschijnt. Dat gaat met `avgkit lab --no-code`.
# 2. Print de presentielijst, het tijdschema van jouw lengte en de vragen uit deel 4. Het tijdschema alleen: `avgkit timetable --length half-day`. Namen staan alleen op papier.
# 3. Zorg dat elke deelnemer bij het eigen CRM kan, om te kijken en niet om te wijzigen.
#
# **Aan het begin**
#
# 1. Zeg dat alle gegevens verzonnen zijn en dat niemand een cijfer krijgt.
# 2. Laat iedereen de eigen code opschrijven. Met die code ga je verder als een computer uitvalt.
# 3. Spreek af dat voorbeelden uit de eigen praktijk zonder namen worden verteld.

# %% [markdown] lang="en"
# ## 1. Beforehand
#
# **A week ahead**
#
# 1. Discuss with the management why you practise and what happens with the results. A system with which the work of staff can be followed may need the consent of the works council. That is why this package keeps no names and no clock times and sends nothing away. Ask beforehand all the same if you want to collect results of a group.
# 2. Choose the length. See in the timetable whether the breaks suit your day.
# 3. Do each lesson once yourself, with a code of your own. Then read the same lesson in the trainer's edition.
# 4. Have the package put on the computers, or arrange one computer for every two participants. You also need a screen for the group and a printer.
#
# **A day ahead**
#
# 1. Open the start page on every computer and see whether the first exercise appears. The command is `avgkit lab --no-code`.
# 2. Print the attendance sheet, the timetable of your length and the questions in part 4. The timetable alone: `avgkit timetable --length half-day`. Names stand on paper only.
# 3. Make sure that each participant can get into their own CRM, to look and not to change.
#
# **At the beginning**
#
# 1. Say that all data are invented and that nobody is given a mark.
# 2. Let everybody write down their own code. With that code you go on if a computer fails.
# 3. Agree that examples from your own practice are told without names.

# %% [markdown] lang="nl"
# ## 2. Het tijdschema
#
# De minuten komen uit de lessen zelf. Wat niet in de tijd past, staat eronder. Is de lengte gekozen, dan heb je de andere twee niet nodig.
#
# Zo loopt een les: vertel het voorbeeld waarmee de les begint en vraag of mensen het herkennen. Laat iedereen de uitleg lezen en de opgave alleen maken. Wie klaar is, helpt niet de buurman maar kiest ‘Andere gevallen’. Bespreek daarna samen, met de vragen uit deel 4.

# %% [markdown] lang="en"
# ## 2. The timetable
#
# The minutes come from the lessons themselves. What does not fit in the time is listed below. Once the length is chosen, you do not need the other two.
#
# A lesson goes like this: tell the example with which it begins and ask whether people recognise it. Let everybody read the text and do the exercise alone. Those who have finished do not help their neighbours but choose ‘Other cases’. Then discuss together, with the questions in part 4.

# %%
timetable.page("90", lang, start)

# %%
timetable.page("half-day", lang, start)

# %%
timetable.page("day", lang, start)

# %% [markdown] lang="nl"
# ## 3. De antwoorden
#
# Elke deelnemer krijgt andere gevallen, die even moeilijk zijn. Hieronder staan de antwoorden per code. Kies bij `lesson` in het eerste blok een andere les, voer dat blok uit en daarna het blok hieronder. Heeft iemand om andere gevallen gevraagd, zet `attempt` dan op 2. Deelnemers zonder groep horen bij de groep `self`.

# %% [markdown] lang="en"
# ## 3. The answers
#
# Each participant gets other cases, which are just as difficult. Below are the answers for each code. Choose another lesson for `lesson` in the first block, run that block and then the block below. If somebody asked for other cases, set `attempt` to 2. Participants without a group belong to the group `self`.

# %%
answers.answer_key(lesson, group, learners, lang, attempt)

# %% [markdown] lang="nl"
# ## 4. Gebruikelijke fouten en vragen om te bespreken
#
# Bespreek een opgave pas als de meesten klaar zijn. Vraag eerst wie het anders zag, en waarom. Bij een betwistbaar geval is er geen fout antwoord: laat twee mensen elk een kant verdedigen.

# %% [markdown] lang="en"
# ## 4. Usual mistakes and questions to discuss
#
# Discuss an exercise only when most have finished. First ask who saw it differently, and why. In an arguable case no answer is wrong: let two people defend a side each.

# %%
answers.usual_mistakes(lang)

# %% [markdown] lang="nl"
# ## 5. De presentielijst
#
# Wie moet aantonen dat er een training was, gebruikt een lijst op papier. Bewaar die niet langer dan nodig en vernietig hem daarna.

# %% [markdown] lang="en"
# ## 5. The attendance sheet
#
# Whoever has to show that a training session took place uses a sheet of paper. Keep it no longer than needed and destroy it afterwards.

# %%
print(lessons.attendance_sheet(group, lang))

# %% [markdown] lang="nl"
# ## 6. Na afloop
#
# 1. Laat elke deelnemer één ding opschrijven dat maandag anders gaat, en bij wie het eigen CRM dan aangepast moet worden.
# 2. Wis op gedeelde computers de antwoorden. Kies onder aan de startpagina bij ‘Wat wil je wissen?’ de regel ‘alles, ook de kopieën en de code’. Deelden mensen een computer, doe het dan voor elke code.
# 3. Kom na vier weken terug op wat is opgeschreven. Een training verandert weinig als niemand ernaar vraagt.

# %% [markdown] lang="en"
# ## 6. Afterwards
#
# 1. Let each participant write down one thing that will go differently on Monday, and who then has to change the CRM.
# 2. Erase the answers on shared computers. At the bottom of the start page, under ‘What do you want to remove?’, choose ‘everything, the copies and the code too’. If people shared a computer, do it for each code.
# 3. Come back after four weeks to what was written down. A session changes little if nobody asks after it.
