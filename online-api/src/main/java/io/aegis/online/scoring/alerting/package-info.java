/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Tells other systems what monitoring finds. */
package io.aegis.online.scoring.alerting;
