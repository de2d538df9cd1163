/* SPDX-License-Identifier: GPL-3.0-or-later */
/** What is known of one customer: found, exported and erased. Work goes in small transactions, each of which notes how far it came. */
package io.aegis.db.personaldata;
