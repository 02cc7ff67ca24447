/** The sandbox workspace's control API, as far as the page reads it. */

export interface Words {
  type: string;
  text: string;
}

export interface Confirm {
  title: Words;
  text: Words;
  confirm: Words;
  deny: Words;
  style?: string;
}

export interface Choice {
  text: Words;
  value: string;
  description?: Words;
  url?: string;
}

export interface Widget {
  type: string;
  action_id: string;
  block_id?: string;
  text?: Words;
  placeholder?: Words;
  confirm?: Confirm;
  url?: string;
  style?: string;
  multiline?: boolean;
  max_length?: number;
  min_query_length?: number;
  options?: Choice[];
  option_groups?: { label: Words; options: Choice[] }[];
  [initial: `initial_${string}`]: unknown;
}

export interface Block {
  type: string;
  block_id: string;
  text?: Words;
  label?: Words;
  hint?: Words;
  optional?: boolean;
  dispatch_action?: boolean;
  accessory?: Widget;
  element?: Widget;
  elements?: Widget[];
  actions?: Widget[];
  child_blocks?: Block[];
}

export interface Author {
  id: string;
  name: string;
  real_name: string;
  title?: string;
  team_name?: string;
  is_external?: boolean;
}

export interface Message {
  ts: string;
  thread_ts: string | null;
  channel: string;
  author: Author;
  is_bot: boolean;
  is_ephemeral: boolean;
  edited: boolean;
  text: string;
  blocks: Block[];
  /** Only on messages of the channel itself. */
  reply_count?: number;
  latest_reply?: string | null;
}

/** What blocks stand on, as the control API names it: a message or a view. */
export type Surface = { ts: string; channel: string } | { view_id: string; values?: object };

export interface View {
  id: string;
  hash: string;
  errors: Record<string, string>;
  body: {
    type: "modal" | "home";
    title?: Words;
    submit?: Words;
    close?: Words;
    blocks: Block[];
  };
}

export interface User {
  id: string;
  name: string;
  real_name: string;
  title: string;
  team: string;
  deleted: boolean;
  is_stranger: boolean;
  can_act: boolean;
}

export interface Channel {
  id: string;
  name: string;
  kind: "channel" | "im" | "mpim";
  is_private: boolean;
  is_archived: boolean;
  is_ext_shared: boolean;
  members: string[];
  has_bot: boolean;
  is_app_dm: boolean;
  can_post: boolean;
  why_not: string | null;
}

export interface Shortcut {
  callback_id: string;
  name: string;
  type: "global" | "message";
}

/** The workspace as one person's client knows it. */
export interface World {
  you: Author;
  teams: { id: string; name: string }[];
  users: User[];
  channels: Channel[];
  app: {
    name: string;
    team: string;
    bot_user: string;
    installed: boolean;
    commands: string[];
    usage_hints: Record<string, string>;
    shortcuts: Shortcut[];
  };
}

/** What became of something a person did. */
export interface Delivery {
  ok: boolean;
  sentence: string | null;
}
