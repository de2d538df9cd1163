/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The fault wall: a provider that speaks OpenAI and breaks on purpose, the name of the model picking the fault. Tests, demos and
 * users run it; the product never does.
 */
package io.aegis.faults;
