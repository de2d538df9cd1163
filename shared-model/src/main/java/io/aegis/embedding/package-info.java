/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Texts as vectors: what says the same in other words points into the same direction. What makes them is passed in, so that the
 * domain needs no native library; what is distilled from it, a table of word pieces, needs none at all.
 */
package io.aegis.embedding;
