/* SPDX-License-Identifier: GPL-3.0-or-later */
/** For how long texts are kept: shown, tried and changed by operators. Jobs do what it says. */
package io.aegis.online.textretention;
