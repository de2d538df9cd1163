/* SPDX-License-Identifier: GPL-3.0-or-later */
/** The jobs that export and erase what is known of one customer. They know the customer by the request's id alone. */
package io.aegis.batch.personaldata;
