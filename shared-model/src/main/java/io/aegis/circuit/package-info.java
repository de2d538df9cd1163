/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * A circuit breaker: keeps calls away from what is known to fail, and lets one of them find out when it works again. The LLM
 * providers, the policy engine and the database each have one, which differ in their policy only.
 */
package io.aegis.circuit;
