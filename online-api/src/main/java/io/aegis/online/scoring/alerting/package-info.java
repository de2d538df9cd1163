/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Tells other systems what monitoring finds. Alerts go through the same outbox as those of feedback. */
package io.aegis.online.scoring.alerting;
