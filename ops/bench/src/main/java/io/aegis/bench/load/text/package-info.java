/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Texts to post: made up from a seed, or read from files of feedback. Made-up texts of different seeds never meet. */
package io.aegis.bench.load.text;
