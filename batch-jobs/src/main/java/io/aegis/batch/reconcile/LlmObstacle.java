/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import java.time.Duration;

/**
 * Why no LLM can be asked at present.
 *
 * @param description for an operator
 * @param pause how long it is at least to last
 */
record LlmObstacle(String description, Duration pause) {}
