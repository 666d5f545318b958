import { css } from 'lit';

export const styles = css`
  .faces {
    --audio-room-participant-face-size: 104px;
    --_rim: 13px;
  }
`;
