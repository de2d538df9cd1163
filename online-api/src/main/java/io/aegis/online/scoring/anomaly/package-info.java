/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * {@code POST /api/v1/detect-anomaly}: samples in, a score with its reasons, a severity and an action out. Samples of the other
 * protocols are judged by the same scoring.
 */
package io.aegis.online.scoring.anomaly;
