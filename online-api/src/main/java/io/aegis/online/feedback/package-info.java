/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Routes that take feedback and let agents work on it, and the parts of the race behind them. What costs time on the way of a
 * post is here or in the race, nowhere else.
 */
package io.aegis.online.feedback;
