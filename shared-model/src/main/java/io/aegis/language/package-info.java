/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What a text is written in, told within microseconds and without asking anybody. The rules speak a few languages only;
 * what they cannot read they are not to judge.
 */
package io.aegis.language;
