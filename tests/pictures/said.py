"""What Alice and the people on her list have said to each other.

A message begins with the number of days ago, the time, and who said it (< they, > Alice).
"""

BOB = """
3 17:48 < Are you still up for the lighthouse on Saturday?
3 17:52 > Yes! Is the coast path dry enough by now?
3 17:53 < It was last week. Good shoes all the same.
3 17:54 < Here is the route: https://maps.example.com/coast/lighthouse-loop?from=harbour&length=14km
3 18:10 > 14 km is fine. I will bring sandwiches.
1 08:15 < Packing list, tell me what is missing:
– rain jackets
– the big thermos
– map (yours)
– sun cream 🤞
1 08:31 > The stove? I could carry it.
1 08:32 < Only if there is coffee.
1 08:32 > There is always coffee ☕
1 19:40 < Train at 8:12, platform 3. I have the tickets.
1 19:44 > Perfect. I set two alarms.
1 19:45 < Two?
1 19:45 > One for me, one for the cat who sits on the first one.
0 08:41 < We are on our way, you have the window seat.
0 12:26 < The view up here! You have to see it.
0 12:27 > I am three minutes behind you, stop running.
0 12:27 < I cannot hear you, the wind is too loud 🌬️
0 16:05 > Back home. My legs are telling me about every one of those 14 kilometres.
0 16:07 < Mine too. Worth it, though.
0 16:07 < Same time next month?
0 16:20 > Put it in the calendar 🌊
"""

MUM = """
9 18:30 < Your aunt sends her love, and a jar of plum jam.
9 18:52 > Thank her from me. The jam will not live long.
2 10:02 < Are you coming on Sunday? Dad wants to try the new oven.
2 10:30 > Of course. Shall I bring anything?
2 10:34 < Only yourself. And maybe the drill.
0 17:35 < He has bought three kinds of flour.
0 17:36 < Please come hungry ❤️
"""

CAROL = """
6 09:12 > Could you look over the budget before the meeting?
6 11:47 < Looked. Line 14 counts the chairs twice.
6 11:50 > Ha. That explains the stadium.
1 15:02 < The meeting is moved to ten. Room 4.
1 15:03 > Thanks, I will be there.
0 11:15 < Minutes are done, I will send them around this afternoon.
"""

LAYLA = """
4 20:11 < مساء الخير! هل وصلت الكتب؟
4 20:15 > They did, thank you! I have begun with the small one.
1 21:03 < ممتاز. ابدئي بالفصل الثالث، فهو الأجمل.
1 21:10 > الفصل الثالث إذن 📚
1 21:12 < شكرا، نتحدث يوم الخميس الساعة 18:30 في Café Central
"""

ERIN = """
5 19:58 < 🎉🎉🎉
5 19:59 > Congratulations!! 🥳
"""

ANNA = """
12 07:30 < Dear neighbour, the water will be turned off on Tuesday between nine and noon.
12 08:01 > Thank you for telling me.
2 13:20 < The seed order as it stands:

1. Runner beans, 2 packets
2. Beetroot
3. That marrow nobody can pronounce: Kürbiskernölgewinnungsgenossenschaftsvorzugspreissorte

Add yours below, please.
2 13:25 < https://allotments.example.org/members/orders/2026/spring/shared-list-of-seeds-and-tools-for-everybody/edit?row=17&column=quantity#please-do-not-sort-this-sheet
2 13:26 > Done!
2 13:26 > Pneumonoultramicroscopicsilicovolcanoconiosispneumonoultramicroscopicsilicovolcanoconiosis
2 13:27 < 👍
"""

DAN = """
45 20:12 > Happy birthday!
45 21:30 < Thank you! It was a quiet one, exactly as I wanted.
"""

ZOE = """
400 16:00 < Merci pour les photos !
"""

IVY = """
1 18:02 > How was the first day at the new school?
0 15:58 < So much to tell.
0 15:58 < First of all: I found the room. On the third attempt.
0 15:59 < The other two rooms were very friendly about it.
0 16:00 < Then nobody had told me that the bell here plays a waltz.
0 16:02 < A whole waltz. Every forty-five minutes.
0 16:03 < By noon I was counting in three.
0 16:08 < My class is lovely. Twenty-six of them, and each has a question about whether I like dogs.
0 16:09 < I do like dogs.
0 16:10 < There are now twenty-six drawings of dogs on my desk, and one horse.
0 16:11 < The horse has a story. I will tell you when we meet.
0 16:15 < The staff room has a coffee machine that needs a code.
0 16:16 < Nobody knows the code.
0 16:17 < So everybody drinks tea, and everybody is in a better mood than at the old school.
0 16:20 < Tomorrow we go out to count birds. I have packed four pairs of binoculars and a whistle.
0 16:21 < How are you?
"""

TOM = "\n".join(
    f"{1 + (57 - it) // 10} {9 + (it + 2) % 10:02}:{10 + it % 50} < Chapter {it}: read."
    for it in range(1, 58)
)

MALLORY = """
20 23:50 < You owe me an answer.
20 23:51 < Hello?
20 23:58 > Please stop writing to me.
"""

FRANK = """
0 14:12 < Hello Alice, this is Frank from the choir. Bob gave me your address.
Would you sing with us in June?
"""

GRACE = """
1 09:05 < Hi! We met at the book fair, I still have your umbrella.
"""
