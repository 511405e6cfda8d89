# ---
# jupyter:
#   avgkit:
#     title: {nl: "Toen en nu: klopt wat je ooit leerde nog?", en: "Then and now: does what you once learned still hold?"}
#     order: 140
#     level: crm
#     teach_min: 15
#     practice_min: 16
#     needs: [consent, transfers]
#     law_date: "2026-11-23"
#     half_day: false
#     exercises: ["judge:transfer-without-ground", "mark:customer-exception-fails", "judge:lead-authority"]
#     minutes: {"judge:transfer-without-ground": 5, "mark:customer-exception-fails": 6, "judge:lead-authority": 5}
#     drop: ["judge:lead-authority"]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% [markdown] lang="nl"
# # Toen en nu: klopt wat je ooit leerde nog?
#
# Na deze les kun je:
#
# - zeggen waarom een goede uitleg van vroeger nu fout kan zijn;
# - een geval beoordelen naar het recht van zijn eigen dag;
# - zien aan welke uitleg een datum hoort te staan.
#
# Je bent ongeveer een halfuur bezig. De helft daarvan oefen je zelf.

# %% [markdown] lang="en"
# # Then and now: does what you once learned still hold?
#
# After this lesson you can:
#
# - say why a good explanation of the past can be wrong today;
# - judge a case by the law of its own day;
# - see which explanations ought to carry a date.
#
# It takes about half an hour. Half of that is practice.

# %% tags=["parameters"]
lang = "nl"
on = "2026-11-23"
learner = ""
group = "self"

# %% tags=["hide"]
from avgkit import lessons
from avgkit.lessons import tables_then_and_now as tables
from avgkit.lessons import tables_transfers

s = lessons.start("then-and-now", lang=lang, on=on, learner=learner, group=group)
s

# %% [markdown] lang="nl"
# ## 1. Een oud artikel op het intranet
#
# Toen de AVG begon, verscheen er een artikel over privacy in het CRM. Het staat nog op het intranet. Nieuwe collega's krijgen het mee op hun eerste dag. Het leest prettig en er staan beweringen in waar je mee verder kunt.
#
# Hieronder staan acht van die beweringen. Hoeveel klopten er toen helemaal? En hoeveel nu? Schrijf twee getallen op voordat je verder leest.

# %% [markdown] lang="en"
# ## 1. An old article on the intranet
#
# When the GDPR began, an article on privacy in the CRM appeared. It is still on the intranet. New colleagues are given it on their first day. It reads well and it makes claims that you can work with.
#
# Below are eight of those claims. How many were entirely right then? And how many now? Write down two numbers before you read on.

# %%
some = ["bsn", "criminal", "opt_in", "shadow", "head_office", "privacy_shield", "fines", "certificate"]
tables.said(s.law, lang, some)

# %% [markdown] lang="nl"
# Wat niet klopt, is van drie soorten:
#
# - **Het was nooit zo.** Het BSN is geen bijzonder gegeven; het heeft een eigen regel. (AVG 9(1), UAVG 46)
# - **Het was te kort door de bocht.** Een los Excel-bestand is niet verboden, maar de hele AVG geldt ervoor.
# - **Het was zo, en nu niet meer.** Daar gaat deze les over.
#
# Van elke soort zie je hier een bewering, met wat de wet erover zegt. Aan het eind van de les staan ze allemaal.

# %% [markdown] lang="en"
# What is not right is of three kinds:
#
# - **It never was so.** The BSN is not special data; it has a rule of its own. (GDPR 9(1), UAVG 46)
# - **It cut a corner.** A loose Excel file is not forbidden, but the whole GDPR applies to it.
# - **It was so, and is no longer.** That is what this lesson is about.
#
# Of each kind you see one claim here, with what the law says. All of them are at the end of the lesson.

# %%
tables.claims(s.law, lang, ["bsn", "shadow", "privacy_shield"])

# %% [markdown] lang="nl"
# ## 2. Dezelfde leverancier, een andere dag
#
# Het artikel zegt dat het Privacy Shield passende waarborgen biedt. Toen klopte dat, voor bedrijven op de lijst. (AVG 45) Later verklaarde de rechter het ongeldig, en nog later kwam er een nieuw besluit.
#
# De feiten hieronder zijn op alle dagen hetzelfde.

# %% [markdown] lang="en"
# ## 2. The same supplier, another day
#
# The article says that Privacy Shield offers adequate safeguards. It was right then, for firms on the list. (GDPR 45) Later the court declared it invalid, and later still there was a new decision.
#
# The facts below are the same on all days.

# %%
supplier = {"processors.country": "US", "processors.mechanism": "adequacy", "processors.in_scope": True}
days = tables.days_of_change(s.law, "countries", "adequacy", "US")
tables.on_days("transfer-without-ground", supplier, days, lang, ("mechanism", "instrument"), "caption_us")

# %% tags=["nbval-check-output"]
# => nl: In het kort: 15 juli 2020 ● klopt; 16 juli 2020 ▲ bevinding; 9 juli 2023 ▲ bevinding; 10 juli 2023 ● klopt.
# => en: In short: 15 July 2020 ● in order; 16 July 2020 ▲ finding; 9 July 2023 ▲ finding; 10 July 2023 ● in order.
print(lessons.in_short("transfer-without-ground", supplier, None, days, lang))

# %% [markdown] lang="nl"
# **Opgave.** Begin bij de dag van het geval. Wat gold er toen? Kijk pas dan naar de rest. Ook standaardbepalingen en de plicht om de gevolgen te beoordelen (TIA) hebben een begin. Die dagen staan hieronder.

# %% [markdown] lang="en"
# **Exercise.** Begin with the day of the case. What held then? Only after that look at the rest. Standard clauses and the duty to assess the consequences (TIA) have a beginning too. Those days are below.

# %%
tables_transfers.clauses(s.law, lang)

# %% tags=["exercise"]
q1 = s.judge("transfer-without-ground")
q1.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Men keurt een geval van toen af met de kennis van nu.
# - Men denkt dat na het einde van een besluit een overgangstijd geldt. Die was er niet.
#
# **Gespreksvraag:** Welk document van jullie noemt nog een regeling die niet meer bestaat?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - People reject a case of then with the knowledge of now.
# - People think that there is a period of grace after the end of a decision. There was none.
#
# **Discussion question:** Which of your documents still names a scheme that no longer exists?

# %% [markdown] lang="nl"
# ## 3. Hetzelfde telefoontje, een andere dag
#
# Je belt een eigen klant over een nieuw product. Jarenlang mocht dat zonder ja, als je maar een paar dingen goed deed. Voor gewone bedrijven is die uitzondering voor bellen weg. (Tw 11.7(2), Tw 11.7(4)) Wie zijn belscript nooit bijwerkte, doet sindsdien iets wat niet mag.
#
# Hieronder zie je hetzelfde telefoontje op twee dagen na elkaar. In de opgave daarna gaat het om berichten aan klanten die geen ja hebben gezegd. Kijk steeds naar het kanaal, de datum en de vier voorwaarden: gegevens uit een verkoop, toen nee kunnen zeggen, een eigen soortgelijk product, en een afmelding in elk bericht.

# %% [markdown] lang="en"
# ## 3. The same call, another day
#
# You call one of your own customers about a new product. For years that was allowed without a yes, as long as you did a few things right. For ordinary firms that exception is gone for calls. (Tw 11.7(2), Tw 11.7(4)) Whoever never updated the call script has been doing something that is not allowed since.
#
# Below you see the same call on two days in a row. The exercise after it is about messages to customers who have not said yes. Each time, look at the channel, the date and the four conditions: details from a sale, able to say no at the time, a similar product of one's own, and a way to unsubscribe in every message.

# %%
call = lessons.CUSTOMER_CALL
lessons.on_days("message-without-consent", call, lessons.last_days(s.law, "customer_calls"), lang)

# %% tags=["exercise"]
q2 = s.mark("customer-exception-fails")
q2.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Bij een telefoontje wordt alleen naar de vier voorwaarden gekeken en niet naar de datum.
# - De nieuwe regel voor bellen wordt ook op e-mail toegepast. Voor e-mail bestaat de klantuitzondering nog.
#
# **Gespreksvraag:** Hoe hoort een verkoper bij jullie dat een regel voor bellen is veranderd?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - For a call people look only at the four conditions and not at the date.
# - The new rule for calls is applied to e-mail as well. For e-mail the customer exception still exists.
#
# **Discussion question:** How does a sales person at your organisation learn that a rule for calls has changed?

# %% [markdown] lang="nl"
# ## 4. Soms verandert de uitleg, niet de wet
#
# Het artikel zegt: de autoriteit van het hoofdkantoor is bevoegd. De tekst van de wet is sindsdien gelijk gebleven. (AVG 4(16), AVG 56(1)) Maar de Europese toezichthouders lezen hem strenger: het hoofdkantoor telt alleen als het zelf beslist, en dat moet je laten zien. Wat je vroeger mocht aannemen, moet je nu vastleggen.
#
# Ook voor kinderen veranderde er iets. (UAVG 5) Van sommige oude regels kennen we de tekst niet. Dan is ‘niet te zeggen’ het eerlijke antwoord.

# %% [markdown] lang="en"
# ## 4. Sometimes the reading changes, not the law
#
# The article says: the authority of the head office is competent. The text of the law has stayed the same since. (GDPR 4(16), GDPR 56(1)) But the European authorities read it more strictly: the head office counts only if it decides itself, and you must show that. What you could once presume you must now record.
#
# Something changed for children too. (UAVG 5) Of some old rules we do not know the text. Then ‘unknown’ is the honest answer.

# %%
office = {
    "organisation.kind": "commercial",
    "establishments.country": ["DE", "NL"],
    "establishments.central": [True, False],
    "organisation.subjects_in": "DE;NL",
    "organisation.lead_authority": "DE",
}
days = tables.days_of_change(s.law, "supervision", "main_establishment", "central_administration")
tables.on_days("lead-authority", office, days, lang, ("mechanism",), "caption_office")

# %%
child = {
    "consents.event": "withdrawn",
    "consents.at": "@on",
    "consents.given_by": "self",
    "contacts.birth_date": "2013-03-01",
}
days = tables.days_of_change(s.law, "ages", None, "under_16")
tables.on_days("minor-without-representative", child, days, lang, ("withdrawal_by",), "caption_child")

# %% tags=["exercise"]
q3 = s.judge("lead-authority")
q3.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Een leeg veld bij ‘beslist’ wordt gelezen als nee. Vóór het advies telde het hoofdkantoor dan toch, daarna is het niet te zeggen.
# - Men vergeet te kijken of er meer dan één land bij betrokken is.
#
# **Gespreksvraag:** Welke afspraak bij jullie berust op ‘dat is toch logisch’ en staat nergens?
#
# **Als de tijd op is:** laat de opgave over de leidende toezichthouder weg en bespreek alleen de twee tabellen erboven.

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - An empty field at ‘decides’ is read as no. Before the opinion the head office then still counted; after it, it is unknown.
# - People forget to see whether more than one country is involved.
#
# **Discussion question:** Which arrangement at your organisation rests on ‘surely that is obvious’ and is written nowhere?
#
# **When late:** leave out the exercise on the lead authority and discuss only the two tables above it.

# %% [markdown] lang="nl"
# ## 5. Alles wat er veranderde
#
# Leg de twee getallen die je opschreef naast deze telling van dezelfde acht beweringen. Daaronder staat wat er het laatst veranderde. Wist je daarvan?

# %% [markdown] lang="en"
# ## 5. All that changed
#
# Lay the two numbers that you wrote down beside this count of the same eight claims. Below it is what changed most recently. Did you know of it?

# %%
tables.counts(s.law, lang, some)

# %%
tables.changes(s.law, lang)

# %%
tables.claims(s.law, lang)

# %% [markdown] lang="nl" tags=["monday"]
# ## Drie dingen voor maandag, in je eigen CRM
#
# 1. **Zoek de oudste instructie op.** Neem het belscript, de mailhandleiding of de uitleg bij een veld in je CRM. Staat er een datum op? Zet erbij wanneer iemand die voor het laatst heeft nagekeken.
# 2. **Zoek op een oud woord.** Doorzoek het intranet en de contracten op ‘Privacy Shield’ en op ‘Bel-me-niet’. Geef wat je vindt door aan je privacyfunctionaris.
# 3. **Zet een regel in de agenda.** Spreek af wie twee keer per jaar kijkt of de uitleg bij het CRM nog klopt.

# %% [markdown] lang="en" tags=["monday"]
# ## Three things for Monday, in your own CRM
#
# 1. **Find the oldest instruction.** Take the call script, the mailing manual or the explanation of a field in your CRM. Is there a date on it? Add when somebody last checked it.
# 2. **Search for an old word.** Search the intranet and the contracts for ‘Privacy Shield’ and ‘Bel-me-niet’. Pass on what you find to your privacy officer.
# 3. **Put a line in the calendar.** Agree who looks twice a year at whether the explanations of the CRM are still right.
