/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The job {@code failure-watch}: judges every service that sent samples, without being asked, and finds those that send none
 * any more. What it finds is stored, and alerted, as if somebody had asked.
 */
package io.aegis.batch.failurewatch;
