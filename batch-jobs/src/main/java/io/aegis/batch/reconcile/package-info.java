/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Self-healing: the LLM is asked again about rows that carry the heuristic's labels, and rows that carry the LLM's are held
 * against the rules. What a person has decided is never changed.
 */
package io.aegis.batch.reconcile;
