/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * VADER, the rule-based sentiment scorer of C.J. Hutto and Eric Gilbert ("VADER: A Parsimonious Rule-based Model for
 * Sentiment Analysis of Social Media Text", ICWSM 2014), with exactly the numbers of the Python package vaderSentiment
 * 3.3.2 on Python 3.11 or older: what looks odd in a rule is odd there, and kept.
 *
 * <p>The way of a text: {@link io.aegis.vader.EmojiExpansion} spells out its emojis, {@link io.aegis.vader.Tokenizer}
 * finds its words in the {@link io.aegis.vader.Vocabulary}, {@link io.aegis.vader.Valence} rates each word among its
 * neighbours, {@link io.aegis.vader.Contrast} weighs the two sides of a "but", and {@link io.aegis.vader.ValenceSum} adds up.
 */
package io.aegis.vader;
