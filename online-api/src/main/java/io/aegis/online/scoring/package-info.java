/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The module towards monitoring systems: its parts put together. What they do is in the packages below this one. */
package io.aegis.online.scoring;
