/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What the process knows of each series: a bounded number of detectors, warmed from stored history when a series is first
 * touched, and the samples on their way into that history. What has not been stored yet is part of what is known.
 */
package io.aegis.online.scoring.memory;
