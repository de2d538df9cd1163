/* SPDX-License-Identifier: GPL-3.0-or-later */
/** For how long texts are kept, by the source that they came from, and their erasure after it. */
package io.aegis.db.textretention;
