# ---
# jupyter:
#   avgkit:
#     title: {nl: "Eindtoets: wat weet je nu, en wat ga je doen?", en: "Closing quiz: what do you know now, and what will you do?"}
#     kind: closing
#     order: 150
#     level: crm
#     teach_min: 10
#     practice_min: 10
#     needs: [start]
#     law_date: "2026-11-23"
#     half_day: true
#     exercises: ["quiz:closing"]
#     minutes: {"quiz:closing": 10}
#     drop: []
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% [markdown] lang="nl"
# # Eindtoets: wat weet je nu, en wat ga je doen?
#
# Na deze pagina:
#
# - weet je wat je sinds de startscan hebt geleerd;
# - heb je drie dingen opgeschreven die je gaat doen;
# - heb je een bewijs van deelname, als je dat wilt.
#
# Je bent ongeveer twintig minuten bezig.

# %% [markdown] lang="en"
# # Closing quiz: what do you know now, and what will you do?
#
# After this page you:
#
# - know what you have learned since the start scan;
# - have written down three things that you will do;
# - have a proof of participation, if you want one.
#
# It takes about twenty minutes.

# %% tags=["parameters"]
lang = "nl"
on = "2026-11-23"
learner = ""
group = "self"

# %% tags=["hide"]
from avgkit import lessons

s = lessons.start("closing", lang=lang, on=on, learner=learner, group=group)
s

# %% [markdown] lang="nl"
# ## 1. Acht gevallen
#
# Dezelfde acht onderwerpen als in de startscan, met andere gevallen. Niet elk onderwerp kwam in jouw lessen voor. Weet je iets niet, kies dan **weet ik niet**; raden zegt niets over wat je hebt geleerd.
#
# Kijk bij elk geval eerst naar de feiten en dan pas naar je gevoel. Wie heeft dit nodig, waarvoor, en tot wanneer?

# %% [markdown] lang="en"
# ## 1. Eight cases
#
# The same eight subjects as in the start scan, with other cases. Not every subject was in your lessons. If you do not know something, choose **I do not know**; guessing says nothing about what you have learned.
#
# In each case look at the facts first and only then at what you feel. Who needs this, what for, and until when?

# %% tags=["exercise"]
q1 = s.quiz("closing")
q1.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Te streng zijn geworden: na een dag over fouten ziet iemand ze overal. Ook hier klopt ongeveer de helft.
# - Onderwerpen missen die niet zijn behandeld. Op een halve dag zijn dat er drie: bewaartermijnen, toegang en verzoeken. Tel die niet mee als je de leerwinst bespreekt.
#
# **Gespreksvraag:** bij welk geval waren jullie het niet eens, en welk feit gaf de doorslag?
#
# **Als de tijd op is:** bespreek alleen de gevallen die de meesten misten. Laat altijd tijd over voor de drie acties op papier.

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Having become too strict: after a day about mistakes, people see them everywhere. Here too about half is in order.
# - Missing subjects that were not dealt with. On a half day those are three: retention, access and requests. Leave them out when you discuss the learning gain.
#
# **Discussion question:** on which case did you disagree, and which fact decided it?
#
# **When late:** discuss only the cases that most people missed. Always leave time for the three actions on paper.

# %% [markdown] lang="nl"
# ## 2. Wat je hebt geleerd
#
# Hieronder staan je eerste antwoorden van de startscan naast die van de eindtoets. De tabel verschijnt als je bij deel 1 op **Controleer** hebt gedrukt.

# %% [markdown] lang="en"
# ## 2. What you have learned
#
# Below are your first answers in the start scan beside those in the closing quiz. The table appears once you have chosen **Check** in part 1.

# %% tags=["hide"]
from avgkit.lessons.following import follow

follow(q1, s.gain)

# %% [markdown] lang="nl"
# Staat er ergens ‘nog niet’? Doe die les nog eens; je krijgt dan andere gevallen. Acht vragen zeggen niet alles. Ze laten zien waar je nog eens naar kunt kijken, en meer niet.

# %% [markdown] lang="en"
# Does it say ‘not yet’ somewhere? Do that lesson again; you will get other cases. Eight questions do not say everything. They show what is worth another look, and no more.

# %% [markdown] lang="nl"
# ## 3. Mijn drie acties
#
# Pak pen en papier. Kies uit de lessen drie dingen die je gaat doen, en schrijf bij elk op:
#
# | Wat ga ik doen? | Wanneer? | Wie heb ik nodig? |
# |---|---|---|
# | *bijvoorbeeld: de notities van mijn tien laatste gesprekken nalopen* | *maandag voor de koffie* | *niemand* |
# | *de Excel-lijst op de groepsmap weghalen* | *deze week* | *Sales, om te vragen of hij nog nodig is* |
# | *vragen wie de lijst van doelen bijhoudt* | *in het teamoverleg* | *de privacyfunctionaris* |
#
# Maak het klein. Iets dat in een kwartier kan, gebeurt ook. Op papier, want jouw plannen hoeven niet in onze computer. Neem het mee en kijk over een maand wat er is gelukt.

# %% [markdown] lang="en"
# ## 3. My three actions
#
# Take pen and paper. Choose three things from the lessons that you will do, and write down for each:
#
# | What will I do? | When? | Whom do I need? |
# |---|---|---|
# | *for example: go through the notes of my last ten conversations* | *Monday before coffee* | *nobody* |
# | *remove the Excel list from the shared folder* | *this week* | *Sales, to ask whether it is still needed* |
# | *ask who keeps the list of purposes* | *in the team meeting* | *the privacy officer* |
#
# Keep it small. What can be done in a quarter of an hour gets done. On paper, because your plans need not be in our computer. Take it with you and see in a month what has worked.

# %% [markdown] lang="nl"
# ## 4. Bewijs van deelname, en wat er van je bewaard is
#
# Een organisatie moet kunnen laten zien wat zij doet om zich aan de AVG te houden. (AVG 5(2), AVG 24(1)) De AVG noemt geen algemene plicht om iedereen op te leiden, maar een training is zo'n maatregel en een bewijs van deelname helpt daarbij.
#
# Hieronder kun je:
#
# - **het bewijs maken**. Je print het en zet je naam er met de pen op. De computer kent je naam niet. Het is geen diploma: het zegt welke lessen met jouw code zijn gedaan;
# - **lezen wat er van je bewaard is**. Je ziet het hele bestand, letterlijk, en waar het staat;
# - **alles weghalen**. Maak eerst je bewijs, want daarna weet niemand meer wat je hebt gedaan. Er blijft één kopie staan voor als je je vergist. Wil je die ook weg hebben, gooi dan het bestand weg op de plaats die erbij staat.

# %% [markdown] lang="en"
# ## 4. Proof of participation, and what is kept about you
#
# An organisation must be able to show what it does to keep to the GDPR. (GDPR 5(2), GDPR 24(1)) The GDPR names no general duty to train everybody, but training is such a measure and a proof of participation helps.
#
# Below you can:
#
# - **make the proof**. You print it and add your name with a pen. The computer does not know your name. It is no diploma: it says which lessons were done with your code;
# - **read what is kept about you**. You see the whole file, literally, and where it is;
# - **remove everything**. Make your proof first, because afterwards nobody knows what you have done. One copy stays in case you made a mistake. If you want that gone too, throw away the file at the place that is shown.

# %% tags=["hide"]
lessons.panel(s)

# %% [markdown] lang="nl"
# ## 5. Tot slot
#
# Zeg je trainer wat je hielp en wat je tegenhield. Doe dat gewoon hardop: er is geen formulier en er wordt niets opgeslagen. Drie vragen om bij stil te staan:
#
# - Wat ga je anders doen dan gisteren?
# - Welke opgave was niet eerlijk of niet duidelijk?
# - Wat kwam niet aan bod, maar speelt wel in jouw werk?
#
# Ben je alleen? Vertel het dan aan een collega. Wat je kunt uitleggen, blijft hangen.

# %% [markdown] lang="en"
# ## 5. To finish
#
# Tell your trainer what helped you and what held you back. Just say it aloud: there is no form and nothing is stored. Three questions to think about:
#
# - What will you do differently from yesterday?
# - Which exercise was not fair or not clear?
# - What did the training leave out that does matter in your work?
#
# Are you on your own? Then tell a colleague. What you can explain, you remember.
