/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What operators do by {@code ops/aegis}, and what must come of it, on both packaged applications. */
package io.aegis.drills;
