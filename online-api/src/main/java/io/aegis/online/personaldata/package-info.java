/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Requests for the data of one customer: that all is exported, or that all is erased. The batch application does the work. */
package io.aegis.online.personaldata;
