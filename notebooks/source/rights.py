# ---
# jupyter:
#   avgkit:
#     title: {nl: "Rechten: hoeveel tijd heb je voor een verzoek?", en: "Rights: how much time do you have for a request?"}
#     order: 90
#     level: crm
#     teach_min: 13
#     practice_min: 17
#     needs: [consent]
#     law_date: "2026-11-23"
#     half_day: false
#     exercises: ["mark:request-overdue", "judge:refusal-without-ground", "judge:identity-excessive", "mark:objection-ignored"]
#     minutes: {"mark:request-overdue": 6, "judge:refusal-without-ground": 4, "judge:identity-excessive": 3, "mark:objection-ignored": 4}
#     drop: ["judge:identity-excessive"]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% [markdown] lang="nl"
# # Rechten: hoeveel tijd heb je voor een verzoek?
#
# Na deze les kun je:
#
# - uitrekenen wanneer een verzoek uiterlijk beantwoord moet zijn;
# - zeggen of een weigering klopt, en of je om bewijs van identiteit mag vragen;
# - zien of een bezwaar tegen reclame echt is gevolgd.
#
# Je bent ongeveer een halfuur bezig. Ruim de helft daarvan oefen je zelf.

# %% [markdown] lang="en"
# # Rights: how much time do you have for a request?
#
# After this lesson you can:
#
# - work out the last day on which a request must be answered;
# - say whether a refusal is in order, and whether you may ask for proof of identity;
# - see whether an objection to advertising was really followed.
#
# It takes about half an hour. More than half of that is practice.

# %% tags=["parameters"]
lang = "nl"
on = "2026-11-23"
learner = ""
group = "self"

# %% tags=["hide"]
from avgkit import lessons
from avgkit.lessons import tables_rights

s = lessons.start("rights", lang=lang, on=on, learner=learner, group=group)
s

# %% [markdown] lang="nl"
# ## 1. Maandagochtend
#
# ‘Hallo, ik wil graag weten wat jullie van mij hebben. Stuur maar op.’ Zo'n mail komt binnen tussen een offerte en een klacht. Er staat niet boven dat het een verzoek volgens de AVG is. Dat hoeft ook niet: wie vraagt om inzage, verbetering (rectificatie) of wissing, heeft een verzoek gedaan. Ook aan de balie, ook via de chat.
#
# Op dat moment begint een klok te lopen. Hieronder staat een postvak met verzoeken die nog open zijn. Welke zou je vandaag als eerste oppakken?

# %% [markdown] lang="en"
# ## 1. Monday morning
#
# ‘Hello, I would like to know what you have about me. Please send it.’ Such an e-mail comes in between a quote and a complaint. It does not say at the top that it is a request under the GDPR. It need not: whoever asks for access, correction or erasure has made a request. At the counter too, and in the chat.
#
# At that moment a clock starts to run. Below is an inbox with requests that are still open. Which one would you take up first today?

# %%
tables_rights.inbox(s.law, lang)

# %% [markdown] lang="nl"
# ## 2. De klok in vier regels
#
# 1. **De klok begint op de dag van ontvangst.** Niet op de dag waarop iemand de mail leest of doorstuurt. (AVG 12(3))
# 2. **Antwoord zo snel als het kan.** De termijn hieronder is de uiterste, geen streefdatum. Ook wie niets doet met het verzoek, laat dat binnen de termijn weten. (AVG 12(3), AVG 12(4))
# 3. **Meer tijd mag alleen soms.** Het verzoek is ingewikkeld, of het zijn er veel. Je meldt het binnen de eerste termijn en zegt erbij waarom. (AVG 12(3))
# 4. **Tel in hele maanden.** Je komt uit op hetzelfde dagnummer. Bestaat die dag niet, dan is het de laatste dag van die maand. Valt die dag in het weekend of op een feestdag, dan is de volgende werkdag de uiterste dag. (Verordening 1182/71 3(2)(c), Verordening 1182/71 3(4))
#
# Kijk nog eens naar P6 en P7 in het postvak. Ze kwamen op dezelfde dag binnen en bij allebei is een verlenging gemeld. Toch is P7 te laat: daar stond niet bij waarom het langer duurt. Dan telt de verlenging niet.

# %% [markdown] lang="en"
# ## 2. The clock in four rules
#
# 1. **The clock starts on the day of receipt.** Not on the day on which somebody reads the e-mail or passes it on. (GDPR 12(3))
# 2. **Answer as soon as you can.** The term below is the limit, not a target. Whoever does nothing with the request says so within the term as well. (GDPR 12(3), GDPR 12(4))
# 3. **More time only sometimes.** The request is complex, or there are many. You announce it within the first term and say why. (GDPR 12(3))
# 4. **Count in whole months.** You end on the same day number. If there is no such day, it is the last day of that month. If that day falls on a weekend or a holiday, the next working day is the last day. (Regulation 1182/71 3(2)(c), Regulation 1182/71 3(4))
#
# Look at P6 and P7 in the inbox again. They came in on the same day, and for both an extension was announced. Still, P7 is late: it was not said why it takes longer. Then the extension does not count.

# %%
tables_rights.terms(s.law, ["answer", "refusal"], lang)

# %%
tables_rights.last_days(s.law, lang)

# %%
lessons.articles(s.law, ["AVG 12(3)", "AVG 12(4)", "1182/71 3(2)(c)", "1182/71 3(4)"], lang)

# %% [markdown] lang="nl"
# ## 3. Opgave: wat is te laat?
#
# Zeven verzoeken, sommige nog open. Reken per verzoek eerst de uiterste dag uit en kijk dan pas naar het antwoord. Pak gerust een kalender. Let op de kolom met de verlenging: daar staat de dag van het bericht, en of de reden erbij stond.

# %% [markdown] lang="en"
# ## 3. Exercise: what is late?
#
# Seven requests, some of them still open. For each request, first work out the last day and only then look at the answer. Do use a calendar. Mind the column about the extension: it gives the day of the notice, and whether the reason was given.

# %% tags=["exercise"]
q1 = s.mark("request-overdue")
q1.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - In dagen tellen in plaats van in hele maanden. Laat iemand de uiterste dag voor een verzoek van de laatste dag van een maand hardop uitrekenen.
# - Elke verlenging laten tellen. Ga de drie eisen langs: op tijd gemeld, met de reden, en het verzoek is ingewikkeld.
# - Een verzoek dat nog openstaat overslaan, omdat er geen antwoord is om te beoordelen.
#
# **Gespreksvraag:** wie ziet bij jullie als eerste dat een gewone mail een verzoek is, en wat doet die dan?
#
# **Als de tijd op is:** sla de opgave over bewijs van identiteit over en noem alleen de regel.

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Counting in days instead of whole months. Have somebody work out aloud the last day for a request of the last day of a month.
# - Letting every extension count. Go through the three requirements: announced in time, with the reason, and the request is complex.
# - Skipping a request that is still open, because there is no answer to judge.
#
# **Discussion question:** who in your organisation is the first to see that an ordinary e-mail is a request, and what does that person do?
#
# **When late:** skip the exercise on proof of identity and only mention the rule.

# %% [markdown] lang="nl"
# ## 4. Nee zeggen
#
# Een oud-klant wil dat alles wordt gewist. De administratie schrijft: ‘Dat doen we niet, want dat is te veel werk.’ Mag dat?
#
# Nee. ‘Te veel werk’ staat niet in de wet. Weigeren mag alleen op een grond die bij dat recht hoort, en jullie moeten kunnen laten zien dat die grond er is. (AVG 12(5), AVG 17(3)) In het antwoord staat ook dat de persoon een klacht kan indienen of naar de rechter kan gaan. (AVG 12(4))
#
# Een factuur die de Belastingdienst nog kan opvragen, blijft dus staan. Het telefoonnummer en de notities van dezelfde klant niet. (AVG 17(3)(b))

# %% [markdown] lang="en"
# ## 4. Saying no
#
# A former customer wants everything to be erased. The back office writes: ‘We will not do that, it is too much work.’ Is that allowed?
#
# No. ‘Too much work’ is not in the law. Refusing is allowed only on a ground that belongs to that right, and you must be able to show that the ground is there. (GDPR 12(5), GDPR 17(3)) The answer also says that the person can lodge a complaint or go to court. (GDPR 12(4))
#
# So an invoice that the tax authority can still ask for stays. The telephone number and the notes of the same customer do not. (GDPR 17(3)(b))

# %%
tables_rights.grounds(s.law, lang)

# %% [markdown] lang="nl"
# Sommige rechten gelden niet altijd. Je gegevens meekrijgen (overdraagbaarheid) kan alleen als de verwerking rust op toestemming of een overeenkomst. Een gewoon bezwaar kan alleen bij een gerechtvaardigd belang of een taak van algemeen belang; bezwaar tegen reclame kan altijd. (AVG 20(1), AVG 21(1), AVG 21(2))
#
# **Opgave.** Hieronder staat één weigering. Wat vind je ervan, en waarom? Zoek eerst het recht op in de tabel.

# %% [markdown] lang="en"
# Some rights do not always apply. Taking your data with you (portability) is possible only if the processing rests on consent or a contract. An ordinary objection is possible only with a legitimate interest or a task in the public interest; an objection to advertising is always possible. (GDPR 20(1), GDPR 21(1), GDPR 21(2))
#
# **Exercise.** Below is one refusal. What do you think of it, and why? First look up the right in the table.

# %% tags=["exercise"]
q2 = s.judge("refusal-without-ground")
q2.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Denken dat een grond voor wissen ook bij inzage geldt. De tabel heeft een kolom voor het recht.
# - Een bezwaar tegen direct marketing behandelen als een gewoon bezwaar. Daar valt niets af te wegen.
# - Vergeten dat ook een juiste weigering wijst op klacht en rechter.
#
# **Gespreksvraag:** hebben jullie een standaardbrief voor een weigering, en wat staat daar niet in?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Thinking that a ground for refusing erasure also holds for access. The table has a column for the right.
# - Treating an objection to direct marketing like an ordinary objection. There is nothing to balance.
# - Forgetting that a refusal that is right also mentions complaint and court.
#
# **Discussion question:** do you have a standard letter for a refusal, and what is missing from it?

# %% [markdown] lang="nl"
# ## 5. ‘Stuurt u even een kopie van uw paspoort mee?’
#
# Die zin staat in veel antwoorden, uit gewoonte. Je mag pas om meer bewijs vragen als je redelijk twijfelt wie het is. (AVG 12(6)) Wie is ingelogd of mailt vanaf het adres dat in het CRM staat, hoeft meestal niets te laten zien. Je maakt het mensen niet moeilijker dan nodig. (AVG 12(2))
#
# **Opgave.** Mocht dit worden gevraagd? Soms laat de wet ruimte. Dan lees je beide kanten.

# %% [markdown] lang="en"
# ## 5. ‘Please send a copy of your passport’
#
# That sentence is in many answers, out of habit. You may ask for more proof only if you reasonably doubt who it is. (GDPR 12(6)) Somebody who is logged in or writes from the address in the CRM usually need not show anything. You do not make it harder for people than needed. (GDPR 12(2))
#
# **Exercise.** Was it allowed to ask for this? Sometimes the law leaves room. Then you read both sides.

# %% tags=["exercise"]
q3 = s.judge("identity-excessive")
q3.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - ‘Zonder kopie is al goed genoeg’: ook een lichte vraag om bewijs heeft twijfel nodig.
# - Een kopie altijd verboden noemen. Bij echte twijfel zijn er argumenten voor en tegen; laat de groep ze allebei geven.
#
# **Gespreksvraag:** hoe controleren jullie wie belt, en kan dat ook zonder identiteitsbewijs?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - ‘No copy is good enough’: a light request for proof needs doubt as well.
# - Calling a copy always forbidden. With real doubt there are arguments both ways; let the group give both.
#
# **Discussion question:** how do you check who is calling, and could that be done without an identity document?

# %% [markdown] lang="nl"
# ## 6. ‘Haal mij van de lijst’
#
# Iemand belt: ‘Ik wil geen reclame meer.’ Dat is een bezwaar tegen direct marketing. Je hoeft er niets voor af te wegen: het stopt, via elk kanaal, ook per post en telefoon. (AVG 21(2), AVG 21(3)) Alleen een later ja van die persoon zelf maakt een volgend bericht weer goed. Een bericht over een bestelling is geen reclame.
#
# **Opgave.** Bij wie ging het mis?

# %% [markdown] lang="en"
# ## 6. ‘Take me off the list’
#
# Somebody calls: ‘I do not want any more advertising.’ That is an objection to direct marketing. There is nothing to balance: it stops, through every channel, by post and telephone as well. (GDPR 21(2), GDPR 21(3)) Only a later yes from that person makes another message all right. A message about an order is no advertising.
#
# **Exercise.** For whom did it go wrong?

# %% tags=["exercise"]
q4 = s.mark("objection-ignored")
q4.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Een bericht van vóór het bezwaar aankruisen.
# - Post en telefoon vergeten: het bezwaar geldt voor elk kanaal.
# - Een bericht over een bestelling of reparatie als reclame zien.
#
# **Gespreksvraag:** op hoeveel plekken moet bij jullie een vinkje om voordat iemand echt geen reclame meer krijgt?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Ticking a message from before the objection.
# - Forgetting post and telephone: the objection holds for every channel.
# - Taking a message about an order or repair for advertising.
#
# **Discussion question:** in how many places must a box be ticked in your organisation before somebody really gets no more advertising?

# %% [markdown] lang="nl"
# ## 7. En het hele CRM?
#
# Dezelfde controles kijken nu alle verzoeken van het oefenbedrijf na, ook op punten die je hier niet oefende: is er echt gewist, en is dat doorgegeven aan wie de gegevens eerder kreeg? (AVG 17(1), AVG 19)

# %% [markdown] lang="en"
# ## 7. And the whole CRM?
#
# The same checks now go through all requests of the practice firm, on points that you did not practise here too: were the data really erased, and was that passed on to whoever received them before? (GDPR 17(1), GDPR 19)

# %%
lessons.results(s.scan(themes=["rights"]), lang)

# %% [markdown] lang="nl" tags=["monday"]
# ## Drie dingen voor maandag, in je eigen CRM
#
# 1. **Zoek de verzoeken van de laatste drie maanden op.** Kijk ook in de gedeelde mailbox. Schrijf per verzoek de dag van ontvangst en de uiterste dag op. Heb je er geen veld voor in het CRM, vraag er dan een aan.
# 2. **Lees het antwoord dat jullie standaard sturen.** Staat er een kopie van een identiteitsbewijs in? Haal dat eruit. Staat er bij een weigering iets over klacht en rechter? Zet dat erin.
# 3. **Zoek iemand op die bezwaar maakte tegen reclame.** Staat die ook op nee in het mailprogramma, in de bellijst en in het adresbestand voor de post?

# %% [markdown] lang="en" tags=["monday"]
# ## Three things for Monday, in your own CRM
#
# 1. **Look up the requests of the last three months.** Look in the shared mailbox too. For each request write down the day of receipt and the last day. If your CRM has no field for it, ask for one.
# 2. **Read the answer that you send by default.** Does it ask for a copy of an identity document? Take that out. Does a refusal say something about complaint and court? Put that in.
# 3. **Look up somebody who objected to advertising.** Is that person also set to no in the mailing tool, on the call list and in the address file for post?
