# ---
# jupyter:
#   avgkit:
#     title: {nl: "Bewaartermijnen: hoelang mag een klant in het CRM?", en: "Retention: how long may a customer stay in the CRM?"}
#     order: 70
#     level: crm
#     teach_min: 15
#     practice_min: 19
#     needs: [minimisation]
#     law_date: "2026-11-23"
#     half_day: false
#     exercises: ["mark:retention-overdue", "mark:period-below-statutory", "judge:period-beyond-norm", "change:retention-terms"]
#     minutes: {"mark:retention-overdue": 5, "mark:period-below-statutory": 4, "judge:period-beyond-norm": 3, "change:retention-terms": 7}
#     drop: ["mark:period-below-statutory"]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% [markdown] lang="nl"
# # Bewaartermijnen: hoelang mag een klant in het CRM?
#
# Na deze les kun je:
#
# - zeggen of een relatie te lang is bewaard, en wat er dan moet gebeuren;
# - uit elkaar houden wat een wet zegt, wat een norm is en wat alleen gewoonte is;
# - een opschoning veilig voorbereiden met een proefronde.
#
# Je bent ruim een halfuur bezig. De helft daarvan oefen je zelf.

# %% [markdown] lang="en"
# # Retention: how long may a customer stay in the CRM?
#
# After this lesson you can:
#
# - say whether a contact was kept too long, and what should happen then;
# - tell apart what an act says, what a norm is and what is only custom;
# - prepare a clean-up safely with a trial run.
#
# It takes a little over half an hour. Half of that is practice.

# %% tags=["parameters"]
lang = "nl"
on = "2026-11-23"
learner = ""
group = "self"

# %% tags=["hide"]
from avgkit import lessons
from avgkit.lessons import tables_retention

s = lessons.start("retention", lang=lang, on=on, learner=learner, group=group)
s

# %% [markdown] lang="nl"
# ## 1. De prospect van de beurs
#
# Je zoekt een klant op en komt een naam tegen die niemand kent. ‘Beurs, visitekaartje, belt nog terug.’ De laatste notitie is van een collega die allang weg is. Je denkt: laat maar staan, wie weet. Zo denkt iedereen, en zo groeit een CRM elk jaar.
#
# Een andere dag vraagt een klant of je al haar gegevens wist. Je wilt netjes zijn en gooit alles weg, ook de facturen. Dan belt de administratie.
#
# Te lang bewaren is fout. Te vroeg weggooien kan ook fout zijn. Met drie vragen kom je er bijna altijd uit:
#
# 1. Hoelang is dit nodig?
# 2. Vanaf welke dag telt dat?
# 3. Is er iets wat langer moet blijven?

# %% [markdown] lang="en"
# ## 1. The prospect from the trade fair
#
# You look up a customer and come across a name that nobody knows. ‘Trade fair, business card, will call back.’ The last note is by a colleague who left long ago. You think: leave it, who knows. Everybody thinks so, and that is how a CRM grows every year.
#
# Another day a customer asks you to erase all her data. You want to do it properly and throw everything away, the invoices too. Then the accounts department calls.
#
# Keeping data too long is wrong. Throwing them away too early can be wrong as well. Three questions nearly always settle it:
#
# 1. How long is this needed?
# 2. From which day does that count?
# 3. Is there anything that has to stay longer?

# %% [markdown] lang="nl"
# ## 2. De regels
#
# 1. **Niet langer dan nodig.** De AVG noemt geen aantal jaren. Jullie kiezen zelf een termijn en moeten kunnen zeggen waarom. (AVG 5(1)(e), AVG 5(2))
# 2. **De termijn staat vast en is verteld.** Waar dat kan, staat de termijn in het register. De mensen zelf horen hoelang het is, of hoe jullie dat bepalen. (AVG 30(1)(f), AVG 13(2)(a))
# 3. **Een wet gaat voor, maar alleen voor wat die wet nodig heeft.** De factuur blijft, het profiel gaat. (AVG 17(3)(b), AWR 52(4))
# 4. **Een geschil of onderzoek houdt tegen.** Zolang dat loopt, wis je niet wat daarvoor nodig is. Daarna wel. (AVG 17(3)(e))
# 5. **Is de termijn voorbij, dan gaat het weg.** Wis het, of maak het zo anoniem dat niemand de persoon nog terugvindt. (AVG 17(1)(a))

# %% [markdown] lang="en"
# ## 2. The rules
#
# 1. **No longer than needed.** The GDPR names no number of years. You choose a period yourselves and must be able to say why. (GDPR 5(1)(e), GDPR 5(2))
# 2. **The period is fixed and has been told.** Where possible the period is in the register. The people themselves hear how long it is, or how you decide that. (GDPR 30(1)(f), GDPR 13(2)(a))
# 3. **An act comes first, but only for what that act needs.** The invoice stays, the profile goes. (GDPR 17(3)(b), AWR 52(4))
# 4. **A dispute or investigation holds it back.** While it is running, you do not erase what is needed for it. Afterwards you do. (GDPR 17(3)(e))
# 5. **When the period is over, the data go.** Erase them, or make them so anonymous that nobody can find the person any more. (GDPR 17(1)(a))

# %%
lessons.articles(
    s.law, ["AVG 5(1)(e)", "AVG 17(1)(a)", "AVG 17(3)(b)", "AVG 17(3)(e)", "AVG 30(1)(f)", "AWR 52(4)"], lang
)

# %% [markdown] lang="nl"
# ## 3. Opgave: wie had al weg gemoeten?
#
# Je telt hele kalendermaanden op bij de dag waarop de termijn begint. De laatste dag hoort er nog bij. Pas de dag erna is de termijn voorbij. Heeft een maand die dag niet, dan is het de laatste dag van die maand: zie de tweede regel.

# %% [markdown] lang="en"
# ## 3. Exercise: who should have gone already?
#
# You add whole calendar months to the day on which the period starts. The last day is still included. Only on the day after it is the period over. If a month does not have that day, it is the last day of that month: see the second row.

# %%
tables_retention.reckoning(s.policy, s.law, [("2024-10-15", 24), ("2026-01-31", 1)], lang)

# %% [markdown] lang="nl"
# Hieronder staan zeven relaties. Kruis aan wie te lang is bewaard. De dag waarop je kijkt, staat in de vraag. Let op de laatste kolom: een lopend geschil of onderzoek houdt het wissen tegen.

# %% [markdown] lang="en"
# Below are seven contacts. Tick those who were kept too long. The day on which you look stands in the question. Mind the last column: a dispute or investigation that is running holds the erasing back.

# %% tags=["exercise"]
q1 = s.mark("retention-overdue")
q1.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Een relatie met een lopend geschil aankruisen, omdat de termijn voorbij is.
# - Een oud-klant laten staan ‘vanwege de factuur’. De factuur staat in de boekhouding; het profiel gaat.
# - De laatste dag zelf al als te laat tellen.
#
# **Gespreksvraag:** Met welke dag begint bij jullie de termijn van een klant, en staat die dag in het CRM?
#
# **Als de tijd op is:** Laat de tweede opgave (korter dan de wet vraagt) weg. Loop de tabel met wettelijke termijnen samen door en ga verder met deel 5.

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Ticking a contact with a dispute that is running, because the period is over.
# - Leaving a former customer ‘because of the invoice’. The invoice is in the accounts; the profile goes.
# - Counting the last day itself as too late.
#
# **Discussion question:** With which day does the period of a customer start in your firm, and is that day in the CRM?
#
# **When late:** Leave out the second exercise (shorter than an act requires). Go through the table of statutory periods together and go on with part 5.

# %% [markdown] lang="nl"
# ## 4. Opgave: wat een wet ten minste vraagt
#
# Voor sommige gegevens noemt een wet een kortste termijn. Korter mag dan niet, ook niet als een klant het vraagt. De bekendste is de fiscale bewaarplicht. Die gaat over de administratie: facturen, betalingen en de contracten erachter. Niet over notities, voorkeuren of de nieuwsbrief. (AWR 52(4))

# %% [markdown] lang="en"
# ## 4. Exercise: what an act requires at least
#
# For some data an act sets a shortest period. Shorter is not allowed then, not even if a customer asks for it. The best known is the fiscal duty to keep records. It is about the accounts: invoices, payments and the contracts behind them. Not about notes, preferences or the newsletter. (AWR 52(4))

# %%
tables_retention.periods(s.law, ["statutory"], lang, invoice_of="2022-06-15")

# %% tags=["exercise"]
q2 = s.mark("period-below-statutory")
q2.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Een lange termijn aankruisen. Hier is alleen de vraag of hij te kort is.
# - Alle termijnen met die van de factuur vergelijken, terwijl elke wet haar eigen termijn heeft.
# - Denken dat de fiscale termijn op de factuurdatum begint.
#
# **Gespreksvraag:** Waar staan bij jullie de facturen: in het CRM of in een eigen systeem? Wat gebeurt ermee als je een klant wist?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Ticking a long period. The only question here is whether it is too short.
# - Comparing every period with that of the invoice, while each act has a period of its own.
# - Thinking that the fiscal period starts on the date of the invoice.
#
# **Discussion question:** Where are the invoices in your firm: in the CRM or in a system of their own? What happens to them when you erase a customer?

# %% [markdown] lang="nl"
# ## 5. Opgave: wet, norm of gewoonte?
#
# Niet elke termijn staat in een wet. Er zijn drie soorten, en ze wegen niet even zwaar:
#
# - **Wet.** Soms noemt een wet ook een langste termijn. Langer mag dan niet.
# - **Norm van de sector.** Geen wet, maar een code of richtlijn die de toezichthouder gebruikt. Wie langer bewaart, wijkt daarvan af.
# - **Gewoonte.** Veel bedrijven doen het zo. Langer mag, als je een goede reden hebt voor juist deze gegevens. Daarover kun je van mening verschillen: het is betwistbaar.
#
# Bewaar je langer dan een wet vraagt, dan heb je daar een eigen reden voor nodig. Zonder reden is de termijn te lang. (AVG 5(1)(e))

# %% [markdown] lang="en"
# ## 5. Exercise: act, norm or custom?
#
# Not every period is in an act. There are three kinds, and they do not weigh the same:
#
# - **Act.** Sometimes an act sets a longest period too. Longer is not allowed then.
# - **Sector norm.** No act, but a code or guideline that the supervisory authority uses. Whoever keeps data longer departs from it.
# - **Custom.** Many firms do it this way. Longer is allowed if you have a good reason for these very data. Opinions can differ on that: it is arguable.
#
# If you keep data longer than an act requires, you need a reason of your own for it. Without a reason the period is too long. (GDPR 5(1)(e))

# %%
tables_retention.periods(s.law, ["sector", "customary"], lang)

# %% tags=["exercise"]
q3 = s.judge("period-beyond-norm")
q3.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - ‘Langer dan gebruikelijk’ een overtreding noemen. Dat is betwistbaar; vraag naar de reden.
# - Vergeten dat een sollicitant toestemming kan geven om langer te bewaren.
# - De reden ‘voor een volgende vacature’ genoeg vinden zonder die toestemming.
#
# Wie hier een betwistbaar geval trekt, krijgt beide kanten te lezen. Laat iemand met zo'n geval beide hardop verdedigen.
#
# **Gespreksvraag:** Welke termijn bij jullie komt uit een wet, en welke is ooit door iemand bedacht?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Calling ‘longer than customary’ an infringement. It is arguable; ask for the reason.
# - Forgetting that a job applicant can consent to keeping the data longer.
# - Finding the reason ‘for a next vacancy’ enough without that consent.
#
# Whoever draws an arguable case gets to read both sides. Have somebody with such a case defend both aloud.
#
# **Discussion question:** Which period in your firm comes from an act, and which was once made up by somebody?

# %% [markdown] lang="nl"
# ## 6. Opgave: zet de termijnen goed en kijk wat er gebeurt
#
# Kies eerst een soort relatie en verander de termijn. Je ziet hoeveel relaties er dan te lang zijn bewaard. Daarna verbeter je de bewaarlijst van het oefenbedrijf. Wat een wet vraagt, staat in deel 4; de normen en de gewoonten staan in deel 5. Na elke poging zie je wat dezelfde controles ervan zeggen.

# %% [markdown] lang="en"
# ## 6. Exercise: set the periods right and see what happens
#
# First choose a kind of contact and change the period. You see how many contacts would then have been kept too long. After that you improve the schedule of the practice firm. What an act requires is in part 4; the norms and customs are in part 5. After each attempt you see what the same checks say of it.

# %%
lessons.explore_terms(s)

# %% tags=["exercise"]
q4 = s.change("retention-terms")
q4.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Alles zo kort mogelijk zetten, ook waar een wet een kortste termijn noemt.
# - Een termijn langer maken om een bevinding weg te krijgen, zonder reden erbij.
# - Een categorie zonder termijn vergeten, omdat er niemand in lijkt te staan.
#
# **Gespreksvraag:** Wie beslist bij jullie over een termijn, en wie moet het weten als die verandert?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Making everything as short as possible, also where an act sets a shortest period.
# - Making a period longer to get rid of a finding, without a reason.
# - Forgetting a category without a period, because nobody seems to be in it.
#
# **Discussion question:** Who decides on a period in your firm, and who needs to know when it changes?

# %% [markdown] lang="nl"
# ## 7. Eerst een proefronde
#
# Wissen kun je niet terugdraaien. Begin daarom met een proefronde: tel wat er zou gebeuren en wis nog niets. Kijk vooral naar wie blijft, en waarom. Klopt het beeld, dan pas gaat het echt. Denk aan de kopieën: losse bestanden, het mailprogramma en de back-up.

# %% [markdown] lang="en"
# ## 7. First a trial run
#
# Erasing cannot be undone. So start with a trial run: count what would happen and erase nothing yet. Look above all at who stays, and why. Only when the picture is right is it done for real. Think of the copies: loose files, the mailing tool and the backup.

# %%
tables_retention.trial_run(s.crm, s.policy, s.law, lang)

# %%
lessons.results(s.scan(themes=["retention"]), lang)

# %% [markdown] lang="nl" tags=["monday"]
# ## Drie dingen voor maandag, in je eigen CRM
#
# 1. **Sorteer op laatste contact.** Zet de oudste twintig prospects bovenaan. Van hoeveel kan iemand zeggen waarom ze er nog staan? Bespreek de rest met wie over het CRM gaat.
# 2. **Zoek de bewaarlijst.** Vraag hoelang jullie prospects en oud-klanten bewaren en met welke dag dat begint. Staat er bij een soort relatie niets, meld dat dan.
# 3. **Kijk waar een geschil wordt vastgelegd.** Is er een veld voor een lopend geschil of onderzoek? Zonder zo'n veld wist een opschoning ook wat nodig is. Is het er niet, vraag er dan om.

# %% [markdown] lang="en" tags=["monday"]
# ## Three things for Monday, in your own CRM
#
# 1. **Sort by last contact.** Put the oldest twenty prospects on top. For how many can anybody say why they are still there? Discuss the rest with whoever runs the CRM.
# 2. **Find the retention schedule.** Ask how long prospects and former customers are kept and with which day that starts. If it says nothing for a kind of contact, report that.
# 3. **See where a dispute is recorded.** Is there a field for a dispute or investigation that is running? Without such a field a clean-up also erases what is needed. If there is none, ask for one.
