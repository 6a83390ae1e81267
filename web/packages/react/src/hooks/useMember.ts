import { useMemo } from 'react';
import { useKit } from '../context';
import { LOUD } from '../state';

/** What is known of somebody's media in the call. */
export interface MemberMedia {
  /** Their camera's picture, voice, screen can be had. For oneself: is on. */
  video: boolean;
  audio: boolean;
  screen: boolean;
  speaking: boolean;
  /** 0…100. */
  level: number;
  /** 0 unknown, 1 best … 6 gone. */
  quality: number;
}

/** What is known of somebody's media. Changes as they speak. */
export function useMember(user: string): MemberMedia {
  const media = useMedia(user);
  const level = useKit((state) => (state.me === user && !state.microphone ? 0 : (state.levels.get(user) ?? 0)));
  return useMemo(() => ({ ...media, level, speaking: level >= LOUD }), [media, level]);
}

/** The same without the level: changes only when somebody starts or stops. */
export function useMedia(user: string): Omit<MemberMedia, 'level'> {
  const mine = useKit((state) => state.me === user);
  const video = useKit((state) => (mine ? state.camera : state.seen.has(user)));
  const audio = useKit((state) => (mine ? state.microphone : state.heard.has(user)));
  const screen = useKit((state) => state.screens.has(user));
  const speaking = useKit((state) => (!mine || state.microphone) && (state.levels.get(user) ?? 0) >= LOUD);
  const quality = useKit((state) => state.qualities.get(user) ?? 0);
  return useMemo(() => ({ video, audio, screen, speaking, quality }), [video, audio, screen, speaking, quality]);
}

/** Who of the others speaks, or did last; empty if nobody has yet. */
export function useActiveSpeaker(): string {
  return useKit((state) => state.speaker);
}
