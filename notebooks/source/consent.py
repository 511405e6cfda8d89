# ---
# jupyter:
#   avgkit:
#     title: {nl: "Toestemming: mag dit bericht naar deze klant?", en: "Consent: may this message go to this customer?"}
#     order: 30
#     level: crm
#     teach_min: 14
#     practice_min: 16
#     needs: []
#     law_date: "2026-11-23"
#     exercises: ["mark:message-without-consent", "mark:customer-exception-fails", "mark:message-without-optout"]
#     minutes: {"mark:message-without-consent": 6, "mark:customer-exception-fails": 5, "mark:message-without-optout": 5}
#     half_day: true
#     drop: ["mark:message-without-optout"]
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
# - drie dingen verbeteren in je eigen CRM.
#
# Je bent ongeveer een halfuur bezig. De helft daarvan oefen je zelf.
#
# Deze les bestaat uit tekst en uit grijze blokken met opdrachten voor de computer. Die opdrachten hoef je niet te begrijpen. Klik op een blok en druk op Shift + Enter; de uitkomst verschijnt eronder. Staat er een sterretje voor het blok, dan is de computer nog bezig. Werk van boven naar beneden.
#
# In het eerste blok staan de taal, de peildatum en plaats voor je code. Vul bij `learner` een andere code in en je krijgt andere gevallen, die even moeilijk zijn.

# %% [markdown] lang="en"
# # Consent: may this message go to this customer?
#
# After this lesson you can:
#
# - say whether a message was allowed, and why;
# - explain when a ‘yes’ counts and when it does not;
# - improve three things in your own CRM.
#
# It takes about half an hour. Half of that is practice.
#
# This lesson is made up of text and of grey blocks with instructions for the computer. You do not need to understand those instructions. Click on a block and press Shift + Enter; the result appears below it. If there is an asterisk in front of the block, the computer is still busy. Work from top to bottom.
#
# The first block contains the language, the reference date and room for your code. Enter another code for `learner` and you get other cases that are just as difficult.

# %% tags=["parameters"]
lang = "nl"
on = "2026-11-23"
learner = ""
group = "self"

# %% tags=["setup"]
from avgkit import lessons

s = lessons.start("consent", lang=lang, on=on, learner=learner, group=group)
crm, policy, law = s.crm, s.policy, s.law
lessons.opened(crm, law, lang)

# %% [markdown] lang="nl"
# ## 1. Maak kennis met de klanten
#
# We werken met het CRM van een bedrijf dat niet bestaat. Ook de mensen erin zijn verzonnen.
#
# Toch zie je geen namen en geen adressen. Je hebt ze niet nodig om te zeggen of een bericht mocht. Een nummer, een soort en een datum zijn genoeg. Doe dat met echte gegevens ook zo: laat niet meer zien dan nodig is voor de vraag.

# %% [markdown] lang="en"
# ## 1. Meet the customers
#
# We work with the CRM of a firm that does not exist. The people in it are invented too.
#
# Even so, you see no names and no addresses. You do not need them to say whether a message was allowed. A number, a kind and a date are enough. Do the same with real data: show no more than the question needs.

# %%
lessons.contacts(crm, lang)

# %% [markdown] lang="nl"
# Wat stuurt dit bedrijf, en wat kozen de mensen? Kijk vooral naar de tabel met keuzes. Hoe vaak zei iemand nee, en op hoeveel manieren kan dat?

# %% [markdown] lang="en"
# What does this firm send, and what did people choose? Look above all at the table of choices. How often did someone say no, and in how many ways can that be done?

# %%
lessons.bars(crm, "messages", "channel", lang)

# %%
lessons.bars(crm, "consents", "event", lang)

# %% [markdown] lang="nl"
# ## 2. Toestemming in vijf regels
#
# 1. **Eerst het ja, dan het bericht.** Iemand zegt ja met een duidelijke handeling. In de wet heet dat ja toestemming. Een vakje dat al aanstond, telt niet. (AVG 4(11))
# 2. **Vrij, en per doel.** Wie nee zegt, heeft daar geen nadeel van. De vraag staat los van andere tekst en elk doel heeft een eigen vraag. (AVG 7(2), AVG 7(4))
# 3. **Je kunt het bewijzen.** Je laat zien wie ja zei, wanneer, hoe, waarvoor en met welke tekst. Lukt dat niet, dan telt het ja niet. (AVG 7(1))
# 4. **Het laatste woord telt.** Intrekken kan altijd en is even makkelijk als ja zeggen. Wie bezwaar maakt tegen reclame, krijgt geen reclame meer, ook niet per post. (AVG 7(3), AVG 21(2), AVG 21(3))
# 5. **Het kanaal en de dag tellen mee.** Voor e-mail, sms en berichten in een app is een ja nodig, ook van een bedrijf. Voor een verkoopgesprek met een particulier of een zzp'er ook. Een bv of een andere rechtspersoon mag je bellen zonder ja, en voor post is geen ja nodig. (Tw 11.7(1), Tw 11.7(2), AVG 21(2))
#
# Voor eigen klanten is er een uitzondering. Die komt in deel 5. (Tw 11.7(4))
#
# Zo lees je een artikel: AVG 7(1) is artikel 7, lid 1, van de AVG, de Europese privacywet. Tw is de Telecommunicatiewet.
#
# Hieronder zie je waar het in de wet staat, en hoe de regel voor bellen in de loop van de tijd veranderde.

# %% [markdown] lang="en"
# ## 2. Consent in five rules
#
# 1. **First the yes, then the message.** Someone says yes by a clear act. The law calls that yes consent. A box that was already ticked does not count. (GDPR 4(11))
# 2. **Free, and for each purpose.** Saying no brings no disadvantage. The request is kept apart from other text, and every purpose has its own question. (GDPR 7(2), GDPR 7(4))
# 3. **You can prove it.** You show who said yes, when, how, for what and with which wording. If you cannot, the yes does not count. (GDPR 7(1))
# 4. **The last word counts.** Withdrawing is always possible and as easy as saying yes. Anyone who objects to advertising gets no more advertising, not by post either. (GDPR 7(3), GDPR 21(2), GDPR 21(3))
# 5. **The channel and the day count.** E-mail, text messages and messages in an app need a yes, from a company too. So does a sales call to a consumer or a sole trader. You may call a limited company or another legal person without a yes, and post needs no yes. (Tw 11.7(1), Tw 11.7(2), GDPR 21(2))
#
# There is an exception for existing customers. It comes in part 5. (Tw 11.7(4))
#
# How to read an article: GDPR 7(1) is article 7, paragraph 1, of the GDPR, the European privacy law. Tw is the Dutch Telecommunications Act.
#
# Below you see where to find it in the law, and how the rule for calls changed over time.

# %%
consent = ["AVG 4(11)", "AVG 7(1)", "AVG 7(2)", "AVG 7(3)", "AVG 7(4)"]
marketing = ["AVG 21(2)", "AVG 21(3)", "Tw 11.7(1)", "Tw 11.7(2)", "Tw 11.7(4)"]
lessons.articles(law, consent + marketing, lang)

# %%
lessons.history(law, "calls_natural", lang)

# %% [markdown] lang="nl"
# ## 3. Opgave: welke berichten hadden niet verstuurd mogen worden?
#
# Hieronder staan zeven reclameberichten en verkoopgesprekken. Kruis aan wat niet mocht en kies **Controleer**. Je leest meteen waarom. Je mag het zo vaak proberen als je wilt. Een hint kost een punt.
#
# Let op twee dingen. De laatste keuze is de keuze die gold op de dag van het bericht, voor dat doel en dat kanaal. Kijk bij bellen ook naar de datum: de regel is veranderd.

# %% [markdown] lang="en"
# ## 3. Exercise: which messages should not have been sent?
#
# Below are seven advertising messages and sales calls. Tick what was not allowed and choose **Check**. You see straight away why. Try as often as you like. A hint costs a point.
#
# Watch two things. The last choice is the choice that applied on the day of the message, for that purpose and that channel. For calls, look at the date too: the rule has changed.

# %% tags=["exercise"]
q = s.mark("message-without-consent")
q.show()

# %% [markdown] lang="nl"
# Typ je liever? Met `q.page()` lees je de opgave als tekst. Zet bij `q.check()` de nummers tussen de haakjes, bijvoorbeeld `q.check("M1, M2")`. Met `q.hint()` vraag je een hint, met `q.solution()` lees je de uitleg en met `q = q.retry()` krijg je andere gevallen.

# %% [markdown] lang="en"
# Would you rather type? `q.page()` gives the exercise as text. Put the numbers between the brackets of `q.check()`, for example `q.check("M1, M2")`. `q.hint()` gives a hint, `q.solution()` the solution, and `q = q.retry()` other cases.

# %% [markdown] lang="nl" tags=["trainer"]
# **Gebruikelijke fouten.** Men kijkt naar de laatste keuze van nu, en niet naar de keuze van de dag van het bericht. Een ja voor de nieuwsbrief wordt gelezen als een ja voor aanbiedingen.
#
# **Om te bespreken.** Welk bericht van jullie zelf zou je hier aankruisen, en waar zie je dat in jullie CRM?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes.** People look at the last choice of today instead of the choice on the day of the message. A yes to the newsletter is read as a yes to offers.
#
# **To discuss.** Which message of your own would you tick here, and where do you see that in your CRM?

# %% [markdown] lang="nl"
# ## 4. De dag telt mee
#
# Een bedrijf belt een eigen klant over een product dat lijkt op wat die klant al kocht. Bij de verkoop en in het gesprek hoort de klant dat nee zeggen mag. De klant heeft geen ja gezegd.
#
# Hetzelfde telefoontje, twee dagen na elkaar:

# %% [markdown] lang="en"
# ## 4. The day counts
#
# A firm calls one of its own customers about a product like the one that customer bought before. At the sale and in the call the customer hears that saying no is possible. The customer has not said yes.
#
# The same call, on two days in a row:

# %%
call = {
    "messages.channel": "phone",
    "messages.similar_own": True,
    "messages.optout_offered": True,
    "contacts.kind": "natural",
    "contacts.customer_since": "2024-03-01",
    "contacts.details_source": "sale",
    "contacts.optout_at_collection": True,
}
lessons.on_days("message-without-consent", call, lessons.last_days(law, "customer_calls"), lang)

# %% [markdown] lang="nl"
# De feiten zijn hetzelfde. Alleen de wet is veranderd. Kijk daarom altijd naar de wet van de dag waarop het bericht is verstuurd.
#
# ## 5. Opgave: wanneer gaat de klantuitzondering niet op?
#
# Aan een eigen klant mag je zonder ja een elektronisch bericht sturen, als dit allemaal klopt:
#
# - je kreeg het adres bij een verkoop;
# - de klant kon toen al nee zeggen;
# - het bericht gaat over een product of dienst van jullie zelf die daarop lijkt;
# - in elk bericht kan de klant zich afmelden.
#
# Ontbreekt er één, dan gaat de uitzondering niet op. Jij moet het kunnen laten zien: wat niet is vastgelegd, is niet bewezen. (Tw 11.7(4))
#
# Nee zeggen en je afmelden heten in de wet verzet. Dat woord lees je ook in de uitleg. Let bij bellen op de dag, zoals je net zag.

# %% [markdown] lang="en"
# The facts are the same. Only the law has changed. So always look at the law of the day on which the message was sent.
#
# ## 5. Exercise: when does the customer exception not apply?
#
# You may send an electronic message to one of your own customers without a yes, if all of this is true:
#
# - you got the address in a sale;
# - the customer could already say no at that time;
# - the message is about a product or service of your own that is like it;
# - the customer can unsubscribe in each message.
#
# If one of these is missing, the exception does not apply. You must be able to show it: what is not recorded is not proved. (Tw 11.7(4))
#
# The law calls saying no and unsubscribing objecting. You will see that word in the solution too. For calls, look at the day, as you have just seen.

# %% tags=["exercise"]
q2 = s.mark("customer-exception-fails")
q2.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Gebruikelijke fouten.** Wie klant is, zou alles mogen krijgen. Wat niet is vastgelegd, wordt gelezen als: dat zal wel goed zijn.
#
# **Om te bespreken.** Hoe laat jullie CRM zien dat een klant bij de verkoop nee kon zeggen?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes.** A customer is thought to be fair game for anything. What is not recorded is read as: that will be fine.
#
# **To discuss.** How does your CRM show that a customer could say no at the sale?

# %% [markdown] lang="nl"
# ## 6. Opgave: kan de klant zich afmelden?
#
# In elk elektronisch reclamebericht staat de echte afzender, en een adres of nummer om te stoppen. Dat geldt ook als de klant ja heeft gezegd. (Tw 11.7(7))

# %% [markdown] lang="en"
# ## 6. Exercise: can the customer unsubscribe?
#
# Every electronic advertising message states the real sender, and an address or number for opting out. That holds even when the customer has said yes. (Tw 11.7(7))

# %% tags=["exercise"]
q3 = s.mark("message-without-optout")
q3.show()

# %% [markdown] lang="nl" tags=["trainer"]
# **Gebruikelijke fouten.** Men denkt dat afmelden alleen bij de nieuwsbrief hoort, en niet bij een los bericht of een telefoontje.
#
# **Om te bespreken.** Wie beantwoordt bij jullie een afmelding, en hoe lang duurt dat?

# %% [markdown] lang="en" tags=["trainer"]
# **Usual mistakes.** People think that unsubscribing belongs to the newsletter only, and not to a single message or a call.
#
# **To discuss.** Who handles an unsubscription in your firm, and how long does that take?

# %% [markdown] lang="nl"
# ## 7. En het hele CRM?
#
# Je hebt eenentwintig berichten beoordeeld. De controles die jouw antwoorden nakeken, kijken nu het hele CRM na. Dat heet een scan.

# %% [markdown] lang="en"
# ## 7. And the whole CRM?
#
# You have judged twenty-one messages. The checks that marked your answers now go through the whole CRM. That is called a scan.

# %%
scan = s.scan()
lessons.results(scan, lang)

# %% [markdown] lang="nl" tags=["monday"]
# ## 8. Drie dingen voor maandag, in je eigen CRM
#
# 1. **Zoek één mailing van vorige maand op.** Kies vijf ontvangers. Kun je van ieder laten zien wanneer en hoe die ja zei, en met welke tekst?
# 2. **Meld jezelf af.** Schrijf je in voor jullie nieuwsbrief en meld je weer af. Staat dat dezelfde dag in je CRM, en ook in de lijst van je mailprogramma?
# 3. **Vraag de bellijst op.** Staan er particulieren of zzp'ers op die nooit ja hebben gezegd? Haal ze eraf. Bel ze niet om dat ja te vragen, want zo'n telefoontje telt zelf ook als reclame. Bespreek met je leidinggevende hoe het wel kan, bijvoorbeeld op de website of bij een bezoek.

# %% [markdown] lang="en" tags=["monday"]
# ## 8. Three things for Monday, in your own CRM
#
# 1. **Look up one mailing from last month.** Pick five recipients. Can you show for each of them when and how they said yes, and with which wording?
# 2. **Unsubscribe yourself.** Sign up for your own newsletter and unsubscribe again. Does it show in your CRM on the same day, and in the list of your mailing tool too?
# 3. **Ask for the call list.** Are there consumers or sole traders on it who never said yes? Take them off. Do not call them to ask for that yes, because such a call counts as advertising itself. Discuss with your manager how it can be done, for example on the website or during a visit.
