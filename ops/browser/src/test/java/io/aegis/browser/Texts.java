/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import java.util.List;

/** What customers write, invented. */
final class Texts {

    static final List<String> MIXED = List.of(
            "I was charged twice this month and nobody answers my mails. Please refund one of the payments.",
            "The app crashes every time I open the reports page since the last update.",
            "Love the new layout, it is so much easier to find things now. Great work!",
            "Somebody logged into my account from another country and changed my password, I am locked out!",
            "The export button is hidden behind the menu on my phone, quite confusing.",
            "My card was declined although there is money on the account, and the order is due today.",
            "How do I change the language of the invoices?",
            "Your support was wonderful, thank you for the quick help yesterday.",
            "Nothing loads since this morning, all of our shops are down and we lose money every minute.",
            "If this is not refunded by Friday my lawyer will contact you.",
            "The font in the settings is far too small to read.",
            "Not bad at all, but the search is slow when there are many rows.",
            "Someone took money from my account without my permission, stop them at once.",
            "Thanks for nothing, the great new update broke everything I liked.");

    private Texts() {}
}
