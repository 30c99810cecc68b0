"""The words of the pages that only the site has."""

from __future__ import annotations

START = """\
# {{title}}

~~~~~~~~{raw} html
<p class="lead">Learn to give a vitamin B12 injection, step by step, with pictures and questions that answer back.
For caregivers and nursing students. Free, with no account.</p>
<p class="go"><a class="button" href="00_start_here.html" data-continue>Start here</a></p>
<div class="box warning"><p class="box-head"><b>⚠ Be shown first</b></p>
<p>You need to be shown by a clinician before you inject. This course explains. It does not replace your prescriber,
your product label or your own training. {{signed}}</p>
<p>If someone is in danger now, put this down and call <b>{{emergency_number}}</b>.</p></div>
~~~~~~~~

## Your progress

{{progress}}

~~~~~~~~{raw} html
<p class="script-only"><button type="button" data-start-over>Start over</button>
<a class="button quiet" href="my_questions.html">Print what I want to ask my nurse</a></p>
~~~~~~~~

## How this site works

- **Everything stays on this device.** Your answers, your progress and your questions are kept in this browser. Nothing
  is sent anywhere, and nobody can see it but people who use this browser. If you clear the browser's data, it is gone.
- **It works without a network.** Once a page says "Ready to use offline" at its foot, you can read and practice with no
  connection.
- **Where you work.** Your country is now: **{{profile}}**. Choose another in the menu: the United States, the United
  Kingdom, Canada or Australia.
- **How deep.** As a caregiver you see the main text. Choose "Nurse" in the menu to see the boxes called
  "Clinical depth" too.
- **On paper.** Every page prints, and there are [sheets to print](prints.md), such as a step card.
"""

_ASKED = {
    "My order and my medicine": [
        "Which kind of B12 is mine, and how strong is it?",
        "What dose do I give, how often, and until when?",
        "Into muscle, or into the fat under the skin?",
        "What do I do if a dose is late or missed?",
    ],
    "How I give it": [
        "Which site do I use, and which one next time?",
        "Which needle and syringe do I use?",
        "Will you watch me give a dose before I do it alone?",
        "What do I do if I see blood, or if some of the dose leaks out?",
    ],
    "Safety": [
        "Which allergies or other medicines matter for this injection?",
        "Which signs mean that I call the emergency number, and which mean that I call you?",
        "Whom do I call in the evening and on weekends?",
        "Do I need adrenaline (epinephrine) at home?",
    ],
    "Afterward": [
        "Where do I get a sharps container, and where do I take it when it is closed?",
        "What do I do if I prick myself with a used needle?",
        "What do I write down after each dose?",
        "When is the next blood test or visit?",
    ],
}


def _questions() -> str:
    groups = []
    number = 0
    for heading, asked in _ASKED.items():
        rows = []
        for question in asked:
            number += 1
            rows.append(
                f'<li><label><input type="checkbox" data-ask="{number}"> <span>{question}</span></label>'
                '<span class="answer-line" aria-hidden="true"></span></li>'
            )
        groups.append(f'<section class="asks"><h3>{heading}</h3><ul>{"".join(rows)}</ul></section>')
    return "".join(groups)


QUESTIONS = f"""\
# What I want to ask my nurse

~~~~~~~~{{raw}} html
<p class="screen-only">Tick what you want to ask, and add your own words. Then print the page, or show it on your phone.
What you tick and write stays in this browser.</p>
<p class="go script-only"><button type="button" class="main" data-print>Print my questions</button></p>
<form class="my-questions" data-my-questions>{_questions()}
<section class="asks own"><h3><label for="own-words">My own questions</label></h3>
<textarea id="own-words" rows="6" data-own autocomplete="off"></textarea>
<pre class="own-print" aria-hidden="true"></pre></section></form>
~~~~~~~~
"""

SHEETS = """\
# Sheets to print

Each sheet is a PDF. They follow what holds in the country you chose: **{{profile}}**. Once this device is ready for
offline use, the {{paper}} sheets open without a network too.

~~~~~~~~{raw} html
<ul class="sheets">{{sheets}}</ul>
~~~~~~~~

To take your own questions with you, use [What I want to ask my nurse](my_questions.md).
"""
