"""Decisions as sentences, in every language of the desk, for all who show them: conversation, floor, command line.

`words` fills the templates (a JSON file for each language), `inputs` says what was found of the agents, `kinds` has the
sentence of every kind of decision, `still` the one of somebody who waits, `would` what was not
decided. Pure: what they say is in what they are given.
"""

from deskbell.services.sentences.kinds import KINDS, sentences_of, sentences_to_agent
from deskbell.services.sentences.still import still_waiting_sentences
from deskbell.services.sentences.words import Words, words
from deskbell.services.sentences.would import Would, assumed, finding_sentences, reason_sentences, would_sentences

__all__ = [
    "KINDS",
    "Words",
    "Would",
    "assumed",
    "finding_sentences",
    "reason_sentences",
    "sentences_of",
    "sentences_to_agent",
    "still_waiting_sentences",
    "words",
    "would_sentences",
]
