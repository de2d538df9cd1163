/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Routes that take feedback and let agents work on it, and the parts of the race behind them. */
package io.aegis.online.feedback;
