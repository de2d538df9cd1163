/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Trained models in use: read from the database when others become active, listed, and taken back. A model that cannot be read
 * changes nothing: the one before stays in use.
 */
package io.aegis.online.scoring.models;
