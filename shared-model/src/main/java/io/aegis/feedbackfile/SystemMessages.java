/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Tells the messages that a chat writes itself, or a program in it, from those of people, in what Slack, Mattermost, Telegram,
 * Discord and Teams export as JSON.
 */
final class SystemMessages {

    private static final Set<String> NOTES = Set.of(
            "channel_join",
            "channel_leave",
            "channel_topic",
            "channel_purpose",
            "channel_name",
            "channel_archive",
            "channel_unarchive",
            "channel_posting_permissions",
            "channel_canvas_updated",
            "channel_convert_to_private",
            "group_join",
            "group_leave",
            "group_topic",
            "group_purpose",
            "group_name",
            "group_archive",
            "group_unarchive",
            "pinned_item",
            "unpinned_item",
            "bot_add",
            "bot_remove",
            "bot_enable",
            "bot_disable",
            "reminder_add",
            "reminder_delete",
            "sh_room_created",
            "sh_room_shared",
            "huddle_thread",
            "tombstone",
            "joiner_notification",
            "joiner_notification_for_inviter",
            "file_comment",
            "message_deleted",
            "ekm_access_denied",
            "assistant_app_thread");
    private static final String BOT = "bot_message";

    private static final String MATTERMOST = "system_";

    private static final Set<String> DISCORD = Set.of(
            "GuildMemberJoin",
            "RecipientAdd",
            "RecipientRemove",
            "Call",
            "ChannelNameChange",
            "ChannelIconChange",
            "ChannelPinnedMessage",
            "ThreadCreated",
            "ThreadStarterMessage",
            "UserPremiumGuildSubscription");
    private static final String TELEGRAM = "service";
    private static final String TEAMS = "systemEventMessage";

    private final OptionalInt kind;
    private final OptionalInt bot;
    private final OptionalInt type;
    private final OptionalInt messageType;
    private final OptionalInt discordBot;
    private final boolean telegram;

    /** Of records with such columns; where they are no JSON there are none. */
    static SystemMessages of(FileFormat format, List<String> columns) {
        return new SystemMessages(format == FileFormat.JSON || format == FileFormat.JSONL ? columns : List.of());
    }

    private SystemMessages(List<String> columns) {
        this.telegram = columns.contains("date_unixtime") || columns.contains("from_id");
        this.kind = place(columns, "subtype");
        this.bot = kind.isPresent() || columns.contains("ts") ? place(columns, "bot_id") : OptionalInt.empty();
        this.messageType = place(columns, "messageType");
        this.discordBot = place(columns, "author.isBot");
        this.type = place(columns, "type");
    }

    private static OptionalInt place(List<String> columns, String name) {
        int place = columns.indexOf(name);
        return place < 0 ? OptionalInt.empty() : OptionalInt.of(place);
    }

    /** Why a record is no message of a person; empty when it may be one. */
    Optional<String> reason(List<String> cells) {
        String subtype = cell(cells, kind);
        if (NOTES.contains(subtype)) {
            return byItself(subtype);
        }
        if (subtype.equals(BOT)
                || !cell(cells, bot).isEmpty()
                || cell(cells, discordBot).equals("true")) {
            return Optional.of("a program wrote it (bot)");
        }
        String teams = cell(cells, messageType);
        if (teams.equals(TEAMS)) {
            return byItself(teams);
        }
        String written = cell(cells, type);
        return (discordBot.isPresent() && DISCORD.contains(written))
                        || (written.startsWith(MATTERMOST) && written.length() > MATTERMOST.length())
                        || (telegram && written.equals(TELEGRAM))
                ? byItself(written)
                : Optional.empty();
    }

    private static Optional<String> byItself(String kind) {
        return Optional.of("the chat wrote it itself (" + kind + ")");
    }

    private static String cell(List<String> cells, OptionalInt column) {
        return column.isPresent() && column.getAsInt() < cells.size()
                ? cells.get(column.getAsInt()).strip()
                : "";
    }
}
