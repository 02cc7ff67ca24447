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
  accessory?: Widget;
  element?: Widget;
  elements?: Widget[];
  actions?: Widget[];
  child_blocks?: Block[];
}

export interface Message {
  ts: string;
  thread_ts?: string;
  channel: string;
  user: string;
  bot_id?: string;
  text: string;
  blocks?: Block[];
  edited?: object;
  ephemeral_to: string | null;
}

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
  is_bot: boolean;
  is_stranger: boolean;
  deleted: boolean;
}

export interface Channel {
  id: string;
  name: string;
  kind: "channel" | "im" | "mpim";
  is_private: boolean;
  is_archived: boolean;
  shared_with: string[];
  members: string[];
}

export interface Shortcut {
  callback_id: string;
  name: string;
  type: "global" | "message";
}

export interface World {
  teams: { id: string; name: string }[];
  users: User[];
  channels: Channel[];
  app: { name: string; team: string; bot_user: string; commands: string[]; shortcuts?: Shortcut[] };
}

/** What became of something a person did. */
export interface Delivery {
  error: string | null;
}
