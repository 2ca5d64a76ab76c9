import { useIsDark } from '../state/useStore.tsx';
import { DARK, LIGHT, type ChartTheme } from './layout.ts';

export const useChartTheme = (): ChartTheme => (useIsDark() ? DARK : LIGHT);
