/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Asks whether a recommended action may be recommended: an Open Policy Agent, or a local file of CEL expressions.
 * {@link io.aegis.policy.PolicyGate} is what the endpoints use.
 */
package io.aegis.policy;
