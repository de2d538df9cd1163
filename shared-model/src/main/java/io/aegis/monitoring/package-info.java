/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What monitoring systems send and are told: samples of series, severities, actions. */
package io.aegis.monitoring;
