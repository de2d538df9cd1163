/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What personal data looks like in a text, and its removal before a text leaves the process.
 * {@link io.aegis.redaction.Redactor} finds e-mail addresses, payment cards, IBANs and phone numbers.
 */
package io.aegis.redaction;
