/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The module towards monitoring systems: its parts put together. */
package io.aegis.online.scoring;
