# ---
# jupyter:
#   avgkit:
#     title: {nl: "Toestemming: mag dit bericht naar deze klant?", en: "Consent: may this message go to this customer?"}
#     order: 30
#     level: crm
#     teach_min: 15
#     practice_min: 18
#     needs: []
#     law_date: "2026-11-23"
#     half_day: true
#     exercises: ["mark:message-without-consent", "judge:consent-form-invalid", "judge:consent-without-proof", "mark:customer-exception-fails"]
#     minutes: {"mark:message-without-consent": 6, "judge:consent-form-invalid": 4, "judge:consent-without-proof": 3, "mark:customer-exception-fails": 5}
#     drop: ["judge:consent-without-proof"]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% [markdown] lang="nl"
# # Toestemming: mag dit bericht naar deze klant?
#
# Na deze les kun je:
#
# - zeggen of een bericht mocht, en waarom;
# - uitleggen wanneer een ‘ja’ telt en wanneer niet;
# - zien wat er mis is met een formulier dat om toestemming vraagt.
#
# Je bent ruim een halfuur bezig. De helft daarvan oefen je zelf.

# %% [markdown] lang="en"
# # Consent: may this message go to this customer?
#
# After this lesson you can:
#
# - say whether a message was allowed, and why;
# - explain when a ‘yes’ counts and when it does not;
# - see what is wrong with a form that asks for consent.
#
# It takes a good half hour. Half of that is practice.

# %% tags=["parameters"]
lang = "nl"
on = "2026-11-23"
learner = ""
group = "self"

# %% tags=["hide"]
from avgkit import lessons

s = lessons.start("consent", lang=lang, on=on, learner=learner, group=group)
s

# %% [markdown] lang="nl"
# ## 1. Maandagochtend, negen uur
#
# De actie moet vandaag de deur uit. Je hebt een lijst uit het CRM: klanten, oud-klanten, mensen van de beurs, en een bestand van een collega. ‘Die kennen ons toch allemaal?’ zegt hij. Je klikt bijna op **Verzenden**.
#
# Eén ontvanger had zich vorige maand afgemeld. Eén had alleen een offerte gevraagd. En bij twee weet niemand meer waar het adres vandaan komt. Voor elk van hen is de vraag: mag dit bericht, via dit kanaal, op deze dag?
#
# We oefenen met het CRM van een bedrijf dat niet bestaat. Je ziet geen namen: een nummer, een soort en een datum zijn genoeg. Doe dat met echte gegevens ook zo.

# %% [markdown] lang="en"
# ## 1. Monday morning, nine o'clock
#
# The campaign must go out today. You have a list from the CRM: customers, former customers, people from the trade fair, and a file from a colleague. ‘They all know us, don't they?’ he says. You nearly click **Send**.
#
# One recipient unsubscribed last month. One had only asked for a quote. And of two, nobody remembers where the address came from. For each of them the question is: may this message go, through this channel, on this day?
#
# We practise with the CRM of a firm that does not exist. You see no names: a number, a kind and a date are enough. Do the same with real data.

# %% [markdown] lang="nl"
# ## 2. Toestemming in vijf regels
#
# 1. **Eerst het ja, dan het bericht.** Iemand zegt ja met een duidelijke handeling. In de wet heet dat ja toestemming. Een vakje dat al aanstond, telt niet. (AVG 4(11))
# 2. **Vrij, en per doel.** Wie nee zegt, heeft daar geen nadeel van. De vraag staat los van andere tekst en elk doel heeft een eigen vraag. (AVG 6(1)(a), AVG 7(2), AVG 7(4))
# 3. **Je kunt het bewijzen.** Je laat zien wie ja zei, wanneer, hoe, waarvoor en met welke tekst. Lukt dat niet, dan telt het ja niet. (AVG 7(1))
# 4. **Het laatste woord telt.** Intrekken kan altijd en is even makkelijk als ja zeggen. Wie bezwaar maakt tegen reclame, krijgt geen reclame meer, ook niet per post. (AVG 7(3), AVG 21(2), AVG 21(3))
# 5. **Het kanaal en de dag tellen mee.** Voor e-mail, sms en berichten in een app is een ja nodig, ook van een bedrijf. Voor een verkooptelefoontje aan een particulier of een zzp'er ook. Een bv of een andere rechtspersoon mag je bellen zonder ja, en voor post is geen ja nodig. (Tw 11.7(1), Tw 11.7(2), AVG 21(2))
#
# Voor eigen klanten is er een uitzondering. Die komt in deel 6; tot daar hoef je er niet op te letten. (Tw 11.7(4)) Er zijn er meer, bijvoorbeeld voor een bedrijf dat een adres bekendmaakt om reclame op te krijgen, en voor goede doelen. Die oefen je hier niet. (Tw 11.7(3), Tw 11.7(5))
#
# Zo lees je een artikel: AVG 7(1) is artikel 7, lid 1, van de AVG, de Europese privacywet. Tw is de Telecommunicatiewet.

# %% [markdown] lang="en"
# ## 2. Consent in five rules
#
# 1. **First the yes, then the message.** Someone says yes by a clear act. The law calls that yes consent. A box that was already ticked does not count. (GDPR 4(11))
# 2. **Free, and for each purpose.** Saying no brings no disadvantage. The request is kept apart from other text, and every purpose has its own question. (GDPR 6(1)(a), GDPR 7(2), GDPR 7(4))
# 3. **You can prove it.** You show who said yes, when, how, for what and with which wording. If you cannot, the yes does not count. (GDPR 7(1))
# 4. **The last word counts.** Withdrawing is always possible and as easy as saying yes. Anyone who objects to advertising gets no more advertising, not by post either. (GDPR 7(3), GDPR 21(2), GDPR 21(3))
# 5. **The channel and the day count.** E-mail, text messages and messages in an app need a yes, from a company too. So does a sales call to a consumer or a sole trader. You may call a limited company or another legal person without a yes, and post needs no yes. (Tw 11.7(1), Tw 11.7(2), GDPR 21(2))
#
# There is an exception for existing customers. It comes in part 6; until then you need not look at it. (Tw 11.7(4)) There are others, for example for a business that publishes an address in order to receive advertising, and for charities. You do not practise those here. (Tw 11.7(3), Tw 11.7(5))
#
# How to read an article: GDPR 7(1) is article 7, paragraph 1, of the GDPR, the European privacy law. Tw is the Dutch Telecommunications Act.

# %%
consent = ["AVG 4(11)", "AVG 7(1)", "AVG 7(2)", "AVG 7(3)", "AVG 7(4)"]
marketing = ["AVG 21(2)", "AVG 21(3)", "Tw 11.7(1)", "Tw 11.7(2)", "Tw 11.7(4)"]
lessons.articles(s.law, consent + marketing, lang)

# %% [markdown] lang="nl"
# ## 3. Opgave: welke berichten hadden niet verstuurd mogen worden?
#
# Hieronder staan zeven reclameberichten en verkooptelefoontjes. Kruis aan wat niet mocht. Bij geen van de zeven geldt de uitzondering voor klanten.
#
# De laatste keuze is de keuze die gold op de dag van het bericht, voor dat doel en dat kanaal. Kijk bij elk bericht ook naar het kanaal en naar wie het kreeg.

# %% [markdown] lang="en"
# ## 3. Exercise: which messages should not have been sent?
#
# Below are seven advertising messages and sales calls. Tick what was not allowed. The exception for customers applies to none of the seven.
#
# The last choice is the choice that applied on the day of the message, for that purpose and that channel. For each message, look also at the channel and at who received it.

# %% tags=["exercise"]
q1 = s.mark("message-without-consent")
q1.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Post aankruisen omdat er geen ja is. Voor post is geen ja nodig; na bezwaar mag het niet meer.
# - Een bv die wordt gebeld aankruisen. Dat mag zonder ja. Mailen naar die bv niet, tenzij er een uitzondering is.
# - Een ja van lang geleden afkeuren. Toestemming verloopt volgens de wet niet vanzelf.
#
# **Gespreksvraag:** hoe weet jij vlak voor het verzenden wat de laatste keuze van iedereen was?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Ticking post because there is no yes. Post needs no yes; after an objection it is no longer allowed.
# - Ticking a call to a limited company. That is allowed without a yes. E-mailing that company is not, unless there is an exception.
# - Rejecting a yes of long ago. By law, consent does not expire by itself.
#
# **Discussion question:** just before sending, how do you know what everybody's last choice was?

# %% [markdown] lang="nl"
# ## 4. Wat is er mis met dit formulier?
#
# Een ja is zo goed als het formulier waarop het is gegeven. Lees een formulier als iemand die nee wil zeggen:
#
# - Kan ik nee zeggen zonder iets te missen?
# - Kan ik per doel kiezen?
# - Moet ik zelf iets doen, of stond het vakje al aan?
# - Staat erin wie het vraagt, waarvoor, met welke gegevens en hoe ik stop?
#
# Bewaart het bedrijf daarna niet wie ja zei en met welke tekst, dan is ook een net formulier niet genoeg. (AVG 7(1))
#
# ### Opgave: klopt dit formulier?

# %% [markdown] lang="en"
# ## 4. What is wrong with this form?
#
# A yes is as good as the form on which it was given. Read a form as somebody who wants to say no:
#
# - Can I say no without missing out on anything?
# - Can I choose for each purpose?
# - Must I do something myself, or was the box already ticked?
# - Does it say who asks, what for, with which data and how I stop?
#
# If the firm does not keep who said yes and with which wording, even a neat form is not enough. (GDPR 7(1))
#
# ### Exercise: is this form in order?

# %% tags=["exercise"]
q2 = s.judge("consent-form-invalid")
q2.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Alleen naar het vakje kijken. Vaak zit het in wat er niet staat: hoe je stopt, of wie het vraagt.
# - ‘Zonder ja geen dienst’ gewoon vinden. Voor een nieuwsbrief is dat ja niet nodig om de dienst te leveren.
# - Bij een leeg vak ‘bevinding’ kiezen. Als je het niet weet, is het niet te zeggen; zoek het dan uit.
#
# **Gespreksvraag:** welk formulier van ons zou hier niet door komen?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Looking at the box only. Often the fault is in what is not there: how to stop, or who asks.
# - Finding ‘no service without a yes’ normal. A yes to a newsletter is not needed to deliver the service.
# - Choosing ‘finding’ when a cell is empty. If you do not know, it is unknown; find out.
#
# **Discussion question:** which of our forms would not pass here?

# %% [markdown] lang="nl"
# ### Opgave: kun je deze toestemming bewijzen?
#
# Een klant zegt: ‘Ik heb nooit ja gezegd.’ Jij opent het CRM. Staat alles er dat je nodig hebt? Jij moet het bewijzen, niet de klant. (AVG 7(1))

# %% [markdown] lang="en"
# ### Exercise: can you prove this consent?
#
# A customer says: ‘I never said yes.’ You open the CRM. Is everything there that you need? You have to prove it, not the customer. (GDPR 7(1))

# %% tags=["exercise"]
q3 = s.judge("consent-without-proof")
q3.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - De tekst van toen vergeten. Zonder die tekst weet niemand waarop de klant ja zei.
# - Denken dat een vinkje ‘ja’ in het CRM genoeg bewijs is.
#
# **Gespreksvraag:** kunnen wij de tekst van ons formulier van vorig jaar nog laten zien?
#
# **Als de tijd op is:** laat de opgave over het bewijs van toestemming weg; de regel komt terug bij ‘Drie dingen voor maandag’.

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Forgetting the wording of that time. Without it nobody knows what the customer said yes to.
# - Thinking that a tick ‘yes’ in the CRM is proof enough.
#
# **Discussion question:** can we still show the wording of last year's form?
#
# **When late:** leave out the exercise on the proof of consent; the rule comes back under ‘Three things for Monday’.

# %% [markdown] lang="nl"
# ## 5. De dag telt mee
#
# Een bedrijf belt een eigen klant over een product dat lijkt op wat die klant al kocht. Bij de verkoop en in het gesprek hoort de klant dat nee zeggen mag. De klant heeft geen ja gezegd.
#
# Zo veranderde de regel voor bellen in de loop van de tijd:

# %% [markdown] lang="en"
# ## 5. The day counts
#
# A firm calls one of its own customers about a product like the one that customer bought before. At the sale and in the call the customer hears that saying no is possible. The customer has not said yes.
#
# This is how the rule for calls changed over time:

# %%
lessons.history(s.law, "calls_natural", lang)

# %% [markdown] lang="nl"
# En hier staat hetzelfde telefoontje, twee dagen na elkaar. De feiten zijn gelijk, alleen de wet is veranderd. Kijk daarom altijd naar de wet van de dag waarop er is gebeld of verstuurd.

# %% [markdown] lang="en"
# And here is the same call, on two days in a row. The facts are the same, only the law has changed. So always look at the law of the day of the call or the message.

# %%
call = lessons.CUSTOMER_CALL
lessons.on_days("message-without-consent", call, lessons.last_days(s.law, "customer_calls"), lang)

# %% tags=["nbval-check-output"]
# => nl: In het kort: 30 juni 2026 ● klopt; 1 juli 2026 ▲ bevinding.
# => en: In short: 30 June 2026 ● in order; 1 July 2026 ▲ finding.
days = lessons.last_days(s.law, "customer_calls")
print(lessons.in_short("message-without-consent", call, "messages.sent_at", days, lang))

# %% [markdown] lang="nl"
# ## 6. Opgave: wanneer gaat de klantuitzondering niet op?
#
# Aan een eigen klant mag je zonder ja een elektronisch bericht sturen, als dit allemaal klopt:
#
# - je kreeg het adres bij een verkoop;
# - de klant kon toen al gratis en makkelijk nee zeggen;
# - het bericht gaat over een product of dienst van jullie zelf die daarop lijkt;
# - in elk bericht kan de klant zich gratis en makkelijk afmelden.
#
# Ontbreekt er één, dan gaat de uitzondering niet op. Jij moet het kunnen laten zien: wat niet is vastgelegd, is niet bewezen. (Tw 11.7(4))
#
# Nee zeggen en je afmelden heten in de Telecommunicatiewet verzet, en in de AVG bezwaar. Die woorden lees je ook in de uitleg. Let bij bellen op de dag, zoals je net zag.

# %% [markdown] lang="en"
# ## 6. Exercise: when does the customer exception not apply?
#
# You may send an electronic message to one of your own customers without a yes, if all of this is true:
#
# - you got the address in a sale;
# - the customer could already say no at that time, easily and free of charge;
# - the message is about a product or service of your own that is like it;
# - the customer can unsubscribe in each message, easily and free of charge.
#
# If one of these is missing, the exception does not apply. You must be able to show it: what is not recorded is not proved. (Tw 11.7(4))
#
# The law calls saying no and unsubscribing objecting. You will see that word in the solution too. For calls, look at the day, as you have just seen.

# %% tags=["exercise"]
q4 = s.mark("customer-exception-fails")
q4.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Vaak fout**
#
# - Denken dat ‘klant zijn’ genoeg is. Het adres moet uit een verkoop komen en nee zeggen moest toen al kunnen.
# - Een telefoontje goedkeuren dat na de wijziging van de wet is gedaan.
# - Een leeg vak als ‘ja’ lezen. De afzender moet het bewijzen.
#
# **Gespreksvraag:** waar zien wij in het CRM hoe we aan dit adres kwamen?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes**
#
# - Thinking that ‘being a customer’ is enough. The address must come from a sale, and saying no must have been possible then.
# - Passing a call made after the law changed.
# - Reading an empty cell as ‘yes’. The sender must prove it.
#
# **Discussion question:** where does our CRM show how we got this address?

# %% [markdown] lang="nl"
# ## 7. En het hele CRM?
#
# De controles die jouw antwoorden nakeken, kijken nu het hele CRM na. Dat heet een scan.

# %% [markdown] lang="en"
# ## 7. And the whole CRM?
#
# The checks that marked your answers now go through the whole CRM. That is called a scan.

# %%
lessons.results(s.scan(themes=["consent"]), lang)

# %% [markdown] lang="nl" tags=["monday"]
# ## Drie dingen voor maandag, in je eigen CRM
#
# 1. **Zoek één mailing van vorige maand op.** Kies vijf ontvangers. Kun je van ieder laten zien wanneer en hoe die ja zei, en met welke tekst?
# 2. **Meld jezelf af.** Schrijf je in voor jullie nieuwsbrief en meld je weer af. Staat dat dezelfde dag in je CRM, en ook in de lijst van je mailprogramma?
# 3. **Vraag de bellijst op.** Staan er particulieren of zzp'ers op die nooit ja hebben gezegd? Haal ze eraf. Bel ze niet om dat ja te vragen, want zo'n telefoontje telt zelf ook als reclame. Bespreek met je leidinggevende hoe het wel kan, bijvoorbeeld op de website of bij een bezoek.

# %% [markdown] lang="en" tags=["monday"]
# ## Three things for Monday, in your own CRM
#
# 1. **Look up one mailing from last month.** Pick five recipients. Can you show for each of them when and how they said yes, and with which wording?
# 2. **Unsubscribe yourself.** Sign up for your own newsletter and unsubscribe again. Does it show in your CRM on the same day, and in the list of your mailing tool too?
# 3. **Ask for the call list.** Are there consumers or sole traders on it who never said yes? Take them off. Do not call them to ask for that yes, because such a call counts as advertising itself. Discuss with your manager how it can be done, for example on the website or during a visit.
