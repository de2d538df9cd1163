/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Health and metrics of the process. */
package io.aegis.batch.health;
