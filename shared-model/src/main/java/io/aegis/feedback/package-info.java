/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What feedback is: the sanitised text, its labels, its analysis and what is known of who sent it. Values only; nothing here
 * reads or writes anything.
 */
package io.aegis.feedback;
