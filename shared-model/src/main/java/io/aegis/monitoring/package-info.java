/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What monitoring systems send and are told: samples of series, severities, actions. Everything that judges samples builds on
 * these types.
 */
package io.aegis.monitoring;
