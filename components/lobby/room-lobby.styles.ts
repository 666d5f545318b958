import { css } from 'lit';

export const styles = css`
  .faces {
    flex-wrap: wrap;
    gap: 6px;
    --audio-room-participant-face-size: 64px;
    --_rim: 8px;
  }

  .faces.many {
    --audio-room-participant-face-size: 46px;
    --_rim: 5px;
    max-inline-size: 310px;
    margin-inline: auto;
  }
`;
